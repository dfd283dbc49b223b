"""The errors a user can meet: each is one line that says what is wrong and how to mend it."""


class DragomanError(Exception):
    """Work that could not be done; the command line prints it as one line and exits with 2."""


class UsageError(DragomanError):
    """The call itself does not make sense (options that contradict each other, unknown codes)."""


class InputError(DragomanError):
    """A file cannot be used as given (missing, binary, malformed, wrong language)."""


class ConfigError(DragomanError):
    """The configuration has an unknown key or a value of the wrong kind."""


class ModelError(DragomanError):
    """The encoder cannot be loaded, or gives vectors that do not fit."""
