// Søk, filter og trærne. Tabellen er ferdig skrevet i siden og kan leses uten dette.
"use strict";
{
  const finn = (id) => document.getElementById(id);
  const trinn = JSON.parse(finn("spor").textContent);
  const grupper = [...document.querySelectorAll("#tabell tbody")].map((kropp) => ({
    kropp, rader: [...kropp.querySelectorAll("tr.rad")].map((rad) => ({
      rad, tekst: `${rad.textContent} ${kropp.querySelector(".gruppe").textContent}`.toLowerCase(),
    })),
  }));
  const alle = grupper.reduce((n, g) => n + g.rader.length, 0);

  function filtrer() {
    const ord = finn("sok").value.toLowerCase().split(/\s+/).filter(Boolean);
    const [fil, hvem, dom] = ["f-fil", "f-hvem", "f-dom"].map((id) => finn(id).value);
    const bareAvrunding = finn("f-avr").checked;
    const filtrert = ord.length || hvem || dom || bareAvrunding;
    let vist = 0;
    for (const { kropp, rader } of grupper) {
      let her = 0;
      for (const { rad, tekst } of rader) {
        const med = (!fil || kropp.dataset.fil === fil) && (!hvem || rad.dataset.hvem === hvem)
          && (!dom || rad.dataset.dom === dom) && (!bareAvrunding || "avr" in rad.dataset)
          && ord.every((o) => tekst.includes(o));
        rad.hidden = !med;
        if (rad.nextElementSibling?.classList.contains("tre")) rad.nextElementSibling.hidden = !med;
        her += med;
      }
      kropp.hidden = her === 0 && (filtrert || (fil && kropp.dataset.fil !== fil));
      vist += her;
    }
    finn("antall").textContent = `${vist} av ${alle} resultater`;
    finn("ingen").hidden = vist > 0;
  }

  const ny = (tagg, klasse, tekst) => {
    const element = document.createElement(tagg);
    if (klasse) element.className = klasse;
    if (tekst) element.textContent = tekst;
    return element;
  };
  const norsk = (tall, siffer) => tall === null || tall === undefined ? "–"
    : String(Number(tall.toFixed(siffer))).replace(".", ",");

  function bidrag(t) {
    const tabell = ny("table"), hode = tabell.createTHead().insertRow(), kropp = tabell.createTBody();
    for (const navn of ["Ledd", "Verdi", "Vekt, prosent", `Bidrag, ${t.bidragsenhet || ""}`]) {
      const celle = ny("th", navn === "Ledd" ? "" : "h", navn);
      celle.scope = "col";
      hode.append(celle);
    }
    for (const b of t.bidrag) {
      const rad = kropp.insertRow();
      rad.append(ny("td", "", b.navn), ny("td", "h", norsk(b.verdi, 4)), ny("td", "h", norsk(b.vekt_prosent, 1)), ny("td", "h", norsk(b.bidrag, 3)));
    }
    return tabell;
  }

  // Et trinn lages når det åpnes: et spor kan ha tusen celler, men ingen åpner alle.
  function gren(nr, apent, kildenOver) {
    const t = trinn[nr], punkt = ny("li"), harBarn = t.barn.length > 0;
    const topp = harBarn ? ny("details") : ny("div", "blad");
    const linje = harBarn ? ny("summary") : ny("span");
    linje.append(ny("code", "", t.sted), ` ${t.hva || ""} `, ny("strong", "", t.vist ? `= ${t.vist}` : ""));
    if (harBarn) topp.append(linje); else punkt.append(linje);
    for (const [felt, klasse] of [["regel", "regel"], ["formel", "formel"], ["kilde", "kilde"]]) {
      if (t[felt] && !(felt === "kilde" && t.kilde === kildenOver)) (harBarn ? topp : punkt).append(ny("div", klasse, t[felt]));
    }
    for (const merknad of t.merknader || []) (harBarn ? topp : punkt).append(ny("div", "obs", merknad));
    if (!harBarn) return punkt;
    if (t.bidrag) topp.append(bidrag(t));
    let laget = false;
    const lag = () => {
      if (laget || !topp.open) return;
      laget = true;
      const liste = ny("ul", "gren");
      for (const barn of t.barn) liste.append(gren(barn, apent - 1, t.kilde));
      topp.append(liste);
    };
    topp.addEventListener("toggle", lag);
    topp.open = apent > 0 && t.slag !== "område";
    lag();
    punkt.append(topp);
    return punkt;
  }

  finn("tabell").addEventListener("click", (hendelse) => {
    const knapp = hendelse.target.closest("button.tall");
    if (!knapp) return;
    const rad = knapp.closest("tr"), apnes = knapp.getAttribute("aria-expanded") === "false";
    knapp.setAttribute("aria-expanded", String(apnes));
    if (!apnes) { rad.nextElementSibling.remove(); return; }
    const ekstra = ny("tr", "tre"), celle = ekstra.insertCell(), liste = ny("ul", "gren");
    celle.colSpan = 7;
    liste.setAttribute("aria-label", "Hva tallet er regnet av");
    liste.append(gren(Number(rad.dataset.spor), 3, ""));
    celle.append(liste);
    rad.after(ekstra);
  });

  const skjema = finn("filter");
  skjema.hidden = false;
  skjema.addEventListener("input", filtrer);
  skjema.addEventListener("reset", () => setTimeout(filtrer));
  skjema.addEventListener("submit", (hendelse) => hendelse.preventDefault());
  // På papir er alt åpent; det leseren har filtrert bort, er borte der også.
  addEventListener("beforeprint", () => document.querySelectorAll(".bok details").forEach((d) => { d.open = true; }));
  filtrer();
}
