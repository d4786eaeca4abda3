from app.refusal import Refusal


class CannotStart(Refusal):
    """A server of ours did not start; the message says what to do."""


class FolderInUse(CannotStart):
    """Another process of ours serves the data."""
