"""The child process that reads dials: `python -m backend.evidence.service.dial_child MEMORY_MB CPU_SECONDS`.

It loads its models with the first picture. Where they are missing it answers with the trouble `no_reader`.
"""

from backend.evidence.rules.dial_errand import DialAnswer, DialErrand, answer_of
from backend.evidence.rules.dial_models import is_here
from backend.evidence.rules.dial_reader import the_reader
from backend.evidence.rules.picture import UnreadableError, opened
from backend.evidence.service.child_loop import serve


def _answer(errand: DialErrand) -> DialAnswer:
    if not is_here():
        return DialAnswer(trouble="no_reader")
    try:
        picture = opened(errand.data, most_pixels=errand.most_pixels)
        lines = the_reader().read(picture, guide=errand.guide, places=errand.places)
    except UnreadableError as error:
        return DialAnswer(trouble=str(error))
    except MemoryError:
        return DialAnswer(trouble="too_much_memory")
    except Exception as error:  # noqa: BLE001  what decoders throw at hostile bytes is as varied as the bytes
        return DialAnswer(trouble=type(error).__name__)
    return answer_of(lines)


if __name__ == "__main__":
    serve(DialErrand, _answer)
