"""The child process that decodes pictures: `python -m backend.evidence.service.darkroom_child MEMORY_MB CPU_SECONDS`."""

from backend.evidence.rules.errand import Answer, Errand, answer_of
from backend.evidence.rules.look import look
from backend.evidence.rules.picture import UnreadableError
from backend.evidence.service.child_loop import serve


def _answer(errand: Errand) -> Answer:
    try:
        found = look(
            errand.data,
            expected=frozenset(errand.expected),
            most_pixels=errand.most_pixels,
            copies=errand.copies,
            codes=errand.codes,
            against=errand.against,
            ways=errand.ways,
        )
    except UnreadableError as error:
        return Answer(trouble=str(error))
    except MemoryError:
        return Answer(trouble="too_much_memory")
    except Exception as error:  # noqa: BLE001  what decoders throw at hostile bytes is as varied as the bytes
        return Answer(trouble=type(error).__name__)
    return answer_of(found)


if __name__ == "__main__":
    serve(Errand, _answer)
