"""Run Orca with a voice that writes what it says into a file, a line each.

Orca's own Python runs this, `python3 -I ear.py PREFERENCES FILE`: neither the kit nor what is
installed for it can be imported here.
"""

import sys
import types
from pathlib import Path
from typing import Any

# What a listener hears who has changed nothing, but for the reading of a whole page that is
# opened and the names of the keys that she presses.
SETTINGS = {
    "speechServerFactory": "voice",
    "sayAllOnLoad": False,
    "enableKeyEcho": False,
    "enableBraille": False,
    "enableSound": False,
}


class SpeechServer:
    """A voice, as Orca asks one to speak; all else that it may ask changes nothing."""

    said: Path

    @classmethod
    def getSpeechServer(cls, _: object = None) -> "SpeechServer":  # noqa: N802 - Orca's name
        """Return the one voice there is."""
        return cls()

    def speak(self, text: str, *_: object) -> None:
        """Write down a text."""
        with self.said.open("a", encoding="utf-8") as file:
            file.write(" ".join(text.split()) + "\n")

    def speakCharacter(self, character: str, **_: object) -> None:  # noqa: N802 - Orca's name
        """Write down a single character."""
        self.speak(character)

    def __getattr__(self, name: str) -> Any:
        """Return what does nothing."""
        return lambda *_, **__: None


def main() -> None:
    """Speak until it is ended."""
    from orca import orca, settings

    preferences, said = sys.argv[1:]
    SpeechServer.said = Path(said)
    voice = types.ModuleType("voice")
    voice.SpeechServer = SpeechServer
    sys.modules["voice"] = voice
    settings.timeoutTime = 0  # or it ends itself where a busy machine keeps it waiting
    orca.getSettingsManager().activate(preferences, SETTINGS)
    sys.exit(orca.main())


if __name__ == "__main__":
    main()
