"""What kind of source speaks, by what the text calls it.

`types` puts together what the other modules say: a source's own words (`words`, with `outlets`), what the article calls
it elsewhere (`elsewhere`, with `standing`), who "I" is (`speakers`), who is a side of the fighting (`conflict`); all of
them rest on who is named where (`naming`) and on the word a source is called by (`heads`).
"""

from hearsay.weigh.sources.types import SourceTypes, first_piece
from hearsay.weigh.sources.words import BESIDE

__all__ = ["BESIDE", "SourceTypes", "first_piece"]
