"""A kernel of a seat: the usual one without its debugger, which no lesson uses."""

import sys

# Where this file lies is no place to look for modules.
del sys.path[0]
# As if it were not installed: the kernel then says that it has none, and saves 7 MB.
sys.modules["debugpy"] = None  # type: ignore[assignment]

from ipykernel import kernelapp  # noqa: E402 - only now

if __name__ == "__main__":
    kernelapp.launch_new_instance()
