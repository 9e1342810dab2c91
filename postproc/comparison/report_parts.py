"""What a section of the report holds."""
import dataclasses


@dataclasses.dataclass
class Picture:
    svg: str
    caption: str


@dataclasses.dataclass
class Table:
    head: list
    lines: list  # lists of texts
    caption: str = ""


@dataclasses.dataclass
class Section:
    """A question and its answer: paragraphs, lines of the report, further tables, pictures, the commands that made them."""

    name: str
    title: str
    words: list = dataclasses.field(default_factory=list)
    rows: list = dataclasses.field(default_factory=list)
    tables: list = dataclasses.field(default_factory=list)
    pictures: list = dataclasses.field(default_factory=list)
    commands: list = dataclasses.field(default_factory=list)
    short: str = ""  # the answer in a sentence
