#!/usr/bin/env python3
"""Writes what the tokenizer tests compare with, from the `tokenizers` package (0.23.3).

  make_tokenizer_golden.py FOLDER [--real vocab.txt]

Needs `pip install tokenizers==0.23.3`; the tests themselves do not. FOLDER gets a small vocabulary
(vocab.txt, and tokenizer-*.json for some settings) and golden.json with the ids of awkward texts.
With --real it also gets golden-real.json: the same texts with a full BERT vocabulary, which the
tests read where the set-up has fetched it.
"""

import json
import os
import sys
import unicodedata

from tokenizers import AddedToken, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing, TemplateProcessing

TEXTS = [
    "",
    " ",
    "\n\t  \r\n",
    "Hello, world!",
    "unaffable",
    "Unaffable UNAFFABLE unAFFable",
    "the cat sat on the mat.",
    "don't can't won't -- it's 3.14159% of $5^2 = `x` | ~y~",
    "naïve café résumé Ångström",
    "nai\u0308ve cafe\u0301 re\u0301sume\u0301 A\u030angstro\u0308m",
    "İstanbul'da ığdır ẞtraße STRASSE ΑΣΟΣ ὈΔΥΣΣΕΎΣ",
    "日本語のテキストと中文字符混合english",
    "中",
    "한국어 텍스트 한국어",
    "ｆｕｌｌ ｗｉｄｔｈ ＡＢＣ！？",
    "👍🏽 family: 👨‍👩‍👧‍👦 flag: 🇫🇷 heart: ❤️",
    "a👍b",
    "tab\tnew\nline\rreturn\u00a0nbsp\u3000ideographic\u2028line\u2029paragraph\u0085nel",
    "zero\u200bwidth\u200djoiner\ufeffbom\u00adsoft",
    "control\u0000nul\u0007bell\u007fdel\u009fc1 \ufffd replacement \ue000 private \U000f0000",
    "unassigned \u0378 and \U000e0080 noncharacter \ufffe \U0001ffff",
    "x" * 100,
    "x" * 101,
    "é" * 100 + " " + "é" * 101 + " ok",
    "supercalifragilisticexpialidocious",
    "[CLS] hello [SEP] [MASK] [mask] [PAD][UNK]",
    "[[MASK]] x[MASK]y [ MASK ]",
    "##ing ## # ing",
    "“quotes” ‘single’ «guillemets» —dash– …ellipsis ¿question? ¡exclamation!",
    "math ± × ÷ √ ∞ ≈ ≠ currency € £ ¥ ₿ ©®™ §¶•",
    "عربي نص مُشَكَّل עברית עִם נִיקוּד हिन्दी ไทย",
    "Ǆ ǆ ǅ ﬁ ﬀ ﬃ Ⅷ ㎏ ½ ² ₂",
    "U.S.A. e-mail@example.com http://example.com/a?b=c&d=%20",
    "a" * 3 + "\u0301" * 50 + "b",
    "\u0301start with a mark",
    "金 \uf90a 樂 \uf914 \U0002f800",
    "ªº µ ſ K Å",
    "Việt Nam Đà Nẵng",
    "1,234,567.89 ٣٤٥ ४५६ 一二三",
    "end with space   ",
    "word" * 40,
    "tick ´ acute ` grave ¨ dia ^ circ ~ tilde ¸ cedilla",
    "i̇ I İ ı",
    "\U0001d400\U0001d401 \U00010400 \U00020000\U0002a6d6\U0002b820\U0002b920",
]

PAIRS = [
    ("hello world", "the cat"),
    ("the cat sat on the mat . the cat sat on the mat", "hello"),
    ("hello", "the cat sat on the mat . the cat sat on the mat"),
    ("the cat sat on the mat", "the mat sat on the cat"),
    ("", "hello"),
    ("hello", ""),
]

WORDS = """hello world the cat sat on mat un aff able ##aff ##able ##ing ing ok caf cafe naive
resume angstrom text english super ##cali ##frag word ##word family flag heart tab new line
##s ##t don can won it and x ##x ##xx ##xxxx istanbul strasse control e ##mail mail example com
http a b c d nam viet full width Hello World Unaffable Ångström café İ SAT The""".split()


def small_vocabulary():
    """Specials, some words, and every second character of the texts: some words stay unknown."""
    characters = set()
    for text in TEXTS:
        for form in (text, text.lower(), unicodedata.normalize("NFD", text).lower()):
            characters |= {c for c in form if not c.isspace() and c.isprintable()}
    kept = sorted(c for c in characters if ord(c) < 128 or ord(c) % 4 != 0)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + WORDS
    pieces += kept + ["##" + c for c in kept if ord(c) % 3]
    return list(dict.fromkeys(pieces))


def tokenizer(pieces, *, lowercase=True, strip_accents=None, template=False, normalize=True):
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    if normalize:
        made.normalizer = BertNormalizer(
            clean_text=True,
            handle_chinese_chars=True,
            strip_accents=strip_accents,
            lowercase=lowercase,
        )
    made.pre_tokenizer = BertPreTokenizer()
    cls, sep = ("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])
    if template:
        made.post_processor = TemplateProcessing(
            single="[CLS] $A [SEP] [SEP]",
            pair="[CLS] $A:0 [SEP]:0 $B:1 [SEP]:1",
            special_tokens=[cls, sep],
        )
    else:
        made.post_processor = BertProcessing(sep, cls)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    made.add_special_tokens([
        AddedToken(s, lstrip=template and s == "[MASK]", rstrip=template and s == "[MASK]",
                   normalized=False, special=True)
        for s in special
    ])  # fmt: skip
    return made


def encoded(made, text, second=None):
    made.no_padding()
    result = made.encode(text, second)
    return {"ids": result.ids, "types": result.type_ids}


def cases(made):
    made.no_truncation()
    rows = [{"text": text, **encoded(made, text)} for text in TEXTS]
    pairs = []
    for length in (None, 3, 4, 5, 7, 8, 9, 10, 12):
        made.no_truncation() if length is None else made.enable_truncation(length)
        for first, second in PAIRS:
            row = {"text": first, "second": second, "maximum": length}
            pairs.append({**row, **encoded(made, first, second)})
    made.no_truncation()
    return {"texts": rows, "pairs": pairs}


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=True, indent=None, separators=(",", ":"))
        file.write("\n")


def main():
    arguments = sys.argv[1:]
    if not arguments or arguments[0].startswith("-"):
        sys.exit(__doc__)
    folder = arguments[0]
    os.makedirs(folder, exist_ok=True)
    pieces = small_vocabulary()
    with open(os.path.join(folder, "vocab.txt"), "w", encoding="utf-8") as file:
        file.write("".join(piece + "\n" for piece in pieces))
    settings = {
        "uncased": dict(),
        "cased": dict(lowercase=False),
        "lowercase-with-accents": dict(strip_accents=False),
        "template": dict(template=True),
        "not-normalized": dict(normalize=False),
    }
    golden = {}
    for name, options in settings.items():
        made = tokenizer(pieces, **options)
        golden[name] = cases(made)
        made.enable_truncation(16)
        made.save(os.path.join(folder, f"tokenizer-{name}.json"), pretty=False)
    write_json(os.path.join(folder, "golden.json"), golden)
    if "--real" in arguments:
        with open(arguments[arguments.index("--real") + 1], encoding="utf-8") as file:
            real = file.read().split("\n")
        while real and not real[-1]:
            real.pop()
        write_json(os.path.join(folder, "golden-real.json"), cases(tokenizer(real)))


if __name__ == "__main__":
    main()
