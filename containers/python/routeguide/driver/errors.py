"""How a job ends before its last step."""


class StepError(Exception):
    """A step that makes no sense where it stands: the job ends as `error`."""


class OutOfTimeError(Exception):
    """The job's limit ran out: it ends as `timeout`."""


class UnsupportedError(Exception):
    """The script has something that this driver does not know: the job ends as `unsupported`."""

    def __init__(self, at: int, why: str) -> None:
        """`at` is the index of the step."""
        super().__init__(why)
        self.at = at
