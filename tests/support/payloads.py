"""Texts that try to become more than text: each would name the page "owned", or ask another host for something."""

from __future__ import annotations

_DO = "document.title='owned'"
_TAGS = (
    "<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "<script\n>{}</script\n>", "<svg><script>{}</script></svg>",
    "<img src=x onerror=\"{}\">", "<img src=x onerror={}>", "<svg onload=\"{}\">", "<svg/onload={}>",
    "<body onload=\"{}\">", "<input autofocus onfocus=\"{}\">", "<details open ontoggle=\"{}\">",
    "<video><source onerror=\"{}\"></video>", "<audio src=x onerror=\"{}\">", "<marquee onstart=\"{}\">",
    "<a href=\"javascript:{}\" autofocus>x</a>", "<form action=\"javascript:{}\"><button autofocus>x</button></form>",
    "<iframe srcdoc=\"<script>parent.{}</script>\"></iframe>", "<iframe src=\"javascript:parent.{}\"></iframe>",
    "<object data=\"javascript:{}\"></object>", "<embed src=\"javascript:{}\">",
    "<math href=\"javascript:{}\">x</math>",
    "<template><script>{}</script></template>", "<noscript><script>{}</script></noscript>",
    "<style>@keyframes x{{}}</style><p style=\"animation:x\" onanimationstart=\"{}\">",
    "<svg><animate onbegin=\"{}\" attributeName=x dur=1s>", "<div hx-on:load=\"{}\">", "<div hx-on::load=\"{}\">",
    "<div hx-get=/runs hx-trigger=load hx-on::after-request=\"{}\">",
    "<b hx-vals='js:{{a:{}}}' hx-get=/ hx-trigger=load>",
)  # fmt: skip
_BREAKS = ("{}", '"{}', "'{}", '">{}', "'>{}", "</title>{}", "</textarea>{}", "--!>{}")
_OTHERS = (
    "javascript:{}", "{{{{ {} }}}}", "{{% print({}) %}}", "${{{}}}", "\" onmouseover=\"{}\" x=\"",
    "' autofocus tabindex=0 onfocus='{}", "<link rel=stylesheet href=https://evil.example/x.css>",
    "<link rel=prefetch href=https://evil.example/x>", "<img src=https://evil.example/x.png>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>", "<base href=https://evil.example/>",
    "<style>@import 'https://evil.example/x.css';*{{background:url(https://evil.example/x)}}</style>", "<plaintext>",
    "<!--><script>{}</script>-->", "\u202e<script>{}</script>", "\x00<script>{}</script>", "<script>{}\u2028</script>",
    "<frameset onload=\"{}\">", "<isindex type=image src=1 onerror=\"{}\">", "=HYPERLINK(\"https://evil.example\")",
    "\U0001f600<svg onload={}>",
)  # fmt: skip


def payloads() -> list[str]:
    """The texts, each once."""
    tags = [tag.format(_DO) for tag in _TAGS]
    broken = [_BREAKS[number % len(_BREAKS)].format(tag) for number, tag in enumerate(tags)]
    again = [_BREAKS[(number + 3) % len(_BREAKS)].format(tag) for number, tag in enumerate(tags)]
    others = [one.format(_DO) for one in _OTHERS]
    return list(dict.fromkeys([*tags, *broken, *again, *others]))
