"""The learner who stands in for a browser on the hub does what a page would."""

import json

import websocket

from tools import learner


class Wire:
    """A line to a kernel, which answers or is closed."""

    def __init__(self, *, answers):
        self._answers = answers
        self._asked = ""

    def send(self, text):
        self._asked = json.loads(text)["header"]["msg_id"]

    def recv(self):
        if not self._answers:
            raise websocket.WebSocketConnectionClosedException("lost")
        heads = {"header": {"msg_type": "status"}, "parent_header": {"msg_id": self._asked}}
        return json.dumps(heads)

    def settimeout(self, _seconds):
        pass


def test_she_connects_again_until_her_kernel_answers(monkeypatch):
    monkeypatch.setattr(learner.time, "sleep", lambda _seconds: None)
    wires = [Wire(answers=False), Wire(answers=False), Wire(answers=True)]
    sessions = []

    def connect(session):
        sessions.append(session)
        return wires[len(sessions) - 1]

    learner.Kernel(connect, [])
    assert len(set(sessions)) == 3
