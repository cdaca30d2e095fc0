"""Ask a view something, as its page would."""


def asked(view, content=None, **question):
    """Return what is found, with the file beside it; `content` goes beside the question."""
    sent = [] if content is None else [content]
    reply, files = view.hear({"question": question, "number": "ask-1"}, sent)
    assert "error" not in reply, reply
    return {**reply["found"], **({"file": files[0]} if files else {})}
