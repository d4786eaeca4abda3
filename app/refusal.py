class Refusal(Exception):
    """Why a command cannot go on, in one line that tells the operator what to do."""
