"""Phrases that no letter of ours holds, whoever worded it: language by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

BANNED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": (
            *("just checking in", "checking in", "circling back", "circle back", "touching base"),
            *("touch base", "just following up", "per my last", "as per my", "bumping this"),
            *("bump this", "gentle reminder", "friendly reminder", "i hope this email finds you"),
            *("i hope this finds you", "hope you are well", "hope you're well", "reach out"),
            *("reaching out", "dream job", "dream company", "amazing", "incredible", "thrilled"),
            *("super excited", "perfect fit", "perfect candidate", "rockstar", "synergy"),
            *("to whom it may concern", "dear sir", "i know you are busy", "asap", "honored to"),
            *("it was an honor", "it was an honour", "pick your brain", "low-hanging"),
        ),
        "de": (
            *("ich hoffe, es geht ihnen gut", "wollte nur mal", "wollte kurz nachhaken"),
            *("nachhaken", "freundliche erinnerung", "traumjob", "perfekte besetzung"),
            *("sehr geehrte damen und herren", "hiermit", "wahnsinnig", "mega", "asap"),
        ),
        "fr": (
            *("je me permets de vous relancer", "petite relance", "je reviens vers vous"),
            *("j'espère que vous allez bien", "emploi de mes rêves", "petit rappel"),
            *("incroyable", "candidat idéal", "candidate idéale", "asap", "dès que possible"),
        ),
        "es": (
            *("espero que este correo", "espero que se encuentre bien", "trabajo de mis sueños"),
            *("a la mayor brevedad", "recordatorio amistoso", "increíble", "candidato ideal"),
            *("candidata ideal", "muy señor mío", "asap"),
        ),
        "nl": (
            *("even checken", "vriendelijke herinnering", "hopelijk gaat alles goed"),
            *("droombaan", "perfecte kandidaat", "geweldig", "asap", "geachte heer/mevrouw"),
        ),
    }
)

PROMISE: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(
            r"\byou (?:had |have |'d )?(?:kindly )?(?:mentioned|said|promised|told me|indicated|"
            r"expected|hoped|planned|wanted|were going)\b.{0,60}?\b(?:decision|decide|by|within|"
            r"until|hear|let me know)\b|\bas (?:promised|agreed)\b"
        ),
        "de": re.compile(
            r"\b(?:entscheidung|antwort|rückmeldung)\b.{0,80}?\b(?:angekündigt|genannt|zugesagt|"
            r"versprochen|erwähnt)\b|\bwie (?:versprochen|angekündigt)\b"
        ),
        "fr": re.compile(
            r"\b(?:vous (?:m'aviez|aviez|m'avez|avez)|tu m'avais)\b.{0,60}?\b(?:annoncé|indiqué|"
            r"promis|évoqué|parlé|dit)e?\b|\bcomme (?:promis|convenu)\b"
        ),
        "es": re.compile(
            r"\bme (?:indicó|comentó|dijo|prometió|indicaste|comentaste|dijiste|prometiste|había "
            r"indicado|habías indicado)\b|\bcomo (?:prometió|prometiste|acordamos)\b"
        ),
        "nl": re.compile(
            r"\b(?:beslissing|antwoord|bericht)\b.{0,80}?\b(?:aangekondigd|genoemd|beloofd|gezegd|"
            r"aangegeven)\b|\bzoals (?:beloofd|afgesproken)\b"
        ),
    }
)
"""An employer's promise, as letters speak of it (lower case)."""
