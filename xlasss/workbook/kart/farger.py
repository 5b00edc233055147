"""How each kind of cell looks in the map: a colour and a mark, so that it can be read without colours too."""

from typing import NamedTuple

from xlasss.workbook.kart.klasser import Slag


class Utseende(NamedTuple):
    """Bunnfarge, skriftfarge, merke og forklaring."""

    bunn: str
    skrift: str
    merke: str
    hva: str


UTSEENDE = {
    Slag.OVERSKREVET: Utseende(
        "#B3261E", "#FFFFFF", "!", "tall der naboene eller malen har en formel: trolig overskrevet"
    ),
    Slag.AVVIK: Utseende("#E98B2A", "#2B1800", "≠", "formel som er en annen enn dem den står mellom, eller malens"),
    Slag.ORIGINAL: Utseende("#2F6B9A", "#FFFFFF", "F", "formel som ikke er en kopi"),
    Slag.KOPI: Utseende("#BBD3E6", "#1F3A4D", "←↑", "samme formel som til venstre (←) eller over (↑)"),
    Slag.INNDATA: Utseende("#F8E9A8", "#1F4E9E", "#", "tall skrevet inn"),
    Slag.ETIKETT: Utseende("#F1F4F6", "#5B7083", "", "tekst; vises slik den er"),
}
"""I rekkefølgen de forklares: det som trenger et menneske først."""
