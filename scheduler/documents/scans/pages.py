"""The pages of a file that hold no text → these pages as recognised from their pictures, several at a time."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from scheduler.documents.faults import Fault
from scheduler.documents.limits import MOST_SCANNED_PAGES
from scheduler.documents.pdf_page import Page
from scheduler.documents.scans import pictures
from scheduler.documents.scans.pictures import Picture
from scheduler.documents.scans.reading import recognised


def of_pdf(data: bytes, numbers: Sequence[int]) -> Iterator[Page]:
    """These pages of a PDF. Raises Fault: too-many-pages, took-too-long, ocr-failed."""
    if len(numbers) > MOST_SCANNED_PAGES:
        raise Fault("too-many-scans", most=MOST_SCANNED_PAGES)
    return _recognised(pictures.of_pdf(data, numbers))


def of_picture(data: bytes) -> Iterator[Page]:
    """The pages of a picture file. Raises Fault: file-damaged, picture-too-large, too-many-scans, took-too-long, ocr-failed."""
    return _recognised(pictures.of_picture(data, MOST_SCANNED_PAGES))


def _recognised(found: Iterable[tuple[int, Picture]]) -> Iterator[Page]:
    """Only so many pictures are held at once as there are processors."""
    workers, left = os.cpu_count() or 1, iter(found)
    with ThreadPoolExecutor(workers) as pool:
        while batch := list(islice(left, workers)):
            yield from pool.map(lambda one: recognised(*one), batch)
