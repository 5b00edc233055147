// Oppgaveruten: finn en funksjon, les hjelpen, sjekk at alt virker. Står på egne ben: virker også uten office.js.

const rot = document.body.dataset.rot;
const innhold = document.getElementById("innhold");

/** Et element med egenskaper og barn; all tekst settes som tekst, aldri som HTML. */
function el(navn, egenskaper = {}, ...barn) {
  const element = Object.assign(document.createElement(navn), egenskaper);
  element.append(...barn.filter((b) => b !== null && b !== ""));
  return element;
}

/** «**fet**» og «`kode`» i hjelpetekstene, som elementer. */
function medUtheving(tekst) {
  return tekst.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((del) => {
    if (del.startsWith("**")) return el("b", {}, del.slice(2, -2));
    if (del.startsWith("`")) return el("code", {}, del.slice(1, -1));
    return del;
  });
}

const avsnitt = (tekst) => tekst.split("\n\n").filter(Boolean).map((a) => el("p", {}, ...medUtheving(a)));

// --- funksjonene

function formel(hjelp, funksjon) {
  return `=${hjelp.navnerom ? hjelp.navnerom + "." : ""}${funksjon.signatur}`;
}

function visListe(hjelp) {
  const sok = el("input", { type: "search", id: "sok", autocomplete: "off" });
  const antall = el("p", { className: "dus", role: "status" });
  const liste = el("ul", { className: "liste" });
  const rader = hjelp.funksjoner.map((f) => ({
    tekst: `${f.navn} ${f.hjelp} ${f.argumenter.map((a) => a.navn).join(" ")}`.toLowerCase(),
    rad: el("li", {}, el("a", { href: `#${f.navn}` }, el("strong", {}, f.navn), f.hjelp)),
  }));
  const filtrer = () => {
    const ord = sok.value.toLowerCase().split(/\s+/).filter(Boolean);
    const treff = rader.filter(({ tekst }) => ord.every((o) => tekst.includes(o)));
    liste.replaceChildren(...treff.map(({ rad }) => rad));
    antall.textContent = treff.length ? `${treff.length} av ${rader.length} funksjoner` : "Ingen funksjoner passer. Prøv et kortere ord.";
  };
  sok.addEventListener("input", filtrer);
  filtrer();
  return [
    el("h1", {}, "Funksjoner"),
    el("label", { htmlFor: "sok" }, "Søk etter navn, tema eller argument"),
    sok,
    antall,
    liste,
  ];
}

function visArgument(a) {
  const form = a.valgfri ? `${a.form}, kan utelates` : a.form;
  return [el("dt", {}, el("code", {}, a.navn), " ", el("span", {}, form)), el("dd", {}, a.hjelp)];
}

function visEksempel(e) {
  const rad = (navn, verdi, klasse = "") =>
    el("tr", { className: klasse }, el("th", { scope: "row" }, navn), el("td", {}, verdi));
  return [
    el("h2", {}, "Eksempel"),
    el("p", {}, `${e.tittel}.${e.tenkt ? " Tallene er tenkte." : ""}`),
    el(
      "table",
      {},
      ...e.argumenter.map(([navn, verdi]) => rad(navn, verdi)),
      rad("svar", e.svar, "svar"),
      e.trykt ? rad("trykt", `${e.trykt} (${e.kilde})`) : null,
    ),
  ];
}

function visFunksjon(hjelp, f) {
  return [
    el("p", { className: "dus" }, el("a", { href: "#funksjoner" }, "← Alle funksjonene")),
    el("h1", {}, f.navn),
    el("p", {}, `${f.hjelp}.`),
    el("p", { className: "formel" }, formel(hjelp, f)),
    el("p", {}, el("b", {}, "Definisjon: "), f.definisjon),
    el("p", {}, el("b", {}, "Svar: "), f.svar),
    ...(f.argumenter.length ? [el("h2", {}, "Argumenter"), el("dl", {}, ...f.argumenter.flatMap(visArgument))] : []),
    ...(f.eksempel ? visEksempel(f.eksempel) : []),
    el("h2", {}, "Slik virker den"),
    ...avsnitt(f.forklaring),
    el("h2", {}, "Feil og manglende tall"),
    ...avsnitt(f.feil),
    el("p", { className: "dus" }, "Norsk Excel viser #N/A som #I/T og #VALUE! som #VERDI!."),
    ...(f.kilde ? [el("h2", {}, "Kilde"), el("p", {}, ...medUtheving(f.kilde))] : []),
    el("p", { className: "dus" }, "Den samme hjelpen står i ", el("code", {}, f.side), "."),
  ];
}

// --- sjekken

async function hentJson(sti, valg) {
  const svar = await fetch(rot + sti, valg);
  if (!svar.ok) throw new Error(`${svar.status} ${(await svar.text()).slice(0, 200)}`);
  return svar.json();
}

/** Excel, når ruten er åpnet der; ellers null. Uten office.js, og når Excel ikke svarer, er det null. */
async function iExcel() {
  if (typeof Office === "undefined" || !Office.onReady) return null;
  const venting = new Promise((ferdig) => setTimeout(() => ferdig(null), 4000));
  const info = await Promise.race([Office.onReady().catch(() => null), venting]);
  return info && info.host ? info : null;
}

async function sjekkTjener() {
  const hjelp = await hentJson("/asss/funksjoner.json");
  return { ok: true, tekst: `xlasss ${hjelp.xlasss}, data ${hjelp.data}.` };
}

async function sjekkFunksjoner(hjelp) {
  const meta = await hentJson("/xlwings/custom-functions-meta.json");
  const registrert = new Set(meta.functions.map((f) => f.name));
  const mangler = hjelp.funksjoner.filter((f) => !registrert.has(f.navn)).map((f) => f.navn);
  return mangler.length
    ? { ok: false, tekst: `Mangler ${mangler.join(", ")}. Tjeneren og ruten er av ulik versjon; start tjeneren på nytt.` }
    : { ok: true, tekst: `Alle ${hjelp.funksjoner.length} er registrert.` };
}

async function sjekkRegning({ prove }) {
  const auth = typeof getAuth === "function" ? await getAuth().catch(() => null) : null;
  const { result } = await hentJson("/xlwings/custom-functions-call", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Authorization: auth?.token ?? "",
      "Auth-Provider": auth?.provider ?? "",
    },
    body: JSON.stringify({ func_name: prove.navn, args: prove.celler, client: "Office.js", version: "", runtime: "1.4" }),
  });
  const tall = result[0][0];
  const ok = typeof tall === "number" && Math.abs(tall - prove.tall) <= prove.halvbredde;
  const vist = typeof tall === "number" ? tall.toFixed(4).replace(".", ",") : "ingen tall";
  return { ok, tekst: `${prove.tittel}: ${prove.navn} gir ${vist}; trykt ${prove.trykt} (${prove.kilde}).` };
}

async function sjekkExcel() {
  const info = await iExcel();
  if (!info) {
    return { ok: null, tekst: "Ruten er åpnet utenfor Excel, eller Excel svarte ikke. I Excel: last ruten på nytt.", omigjen: true };
  }
  const feilverdier = Office.context.requirements.isSetSupported("CustomFunctionsRuntime", "1.4");
  return feilverdier
    ? { ok: true, tekst: "Excel er koblet til, og viser ekte feilverdier." }
    : { ok: null, tekst: "Excel er koblet til, men er for gammelt for ekte feilverdier: feil blir stående som tekst. Oppdater Excel." };
}

const SJEKKER = [
  ["Tjeneren svarer", sjekkTjener],
  ["Funksjonene er registrert", sjekkFunksjoner],
  ["Regningen stemmer med det trykte", sjekkRegning],
  ["Excel", sjekkExcel],
];

function visSjekk(hjelp) {
  const dom = el("p", { className: "dom", role: "status" }, "Sjekker …");
  const liste = el("ul", { className: "sjekk" });
  const arbeid = SJEKKER.map(async ([navn, sjekk]) => {
    const tekst = el("span", {}, "Sjekker …");
    const punkt = el("li", {}, el("strong", {}, navn), tekst);
    liste.append(punkt);
    const svar = await sjekk(hjelp).catch((feil) => ({ ok: false, tekst: `Kallet til tjeneren gikk ikke: ${feil.message}` }));
    punkt.className = svar.ok === null ? "obs" : svar.ok ? "ok" : "galt";
    tekst.textContent = svar.tekst;
    if (svar.omigjen) {
      punkt.append(el("p", {}, el("button", { type: "button", onclick: () => location.reload() }, "Last på nytt")));
    }
    return svar.ok;
  });
  Promise.all(arbeid).then((svar) => {
    const galt = svar.filter((ok) => ok === false).length;
    dom.classList.toggle("galt", galt > 0);
    dom.textContent = galt ? `${galt} av ${svar.length} punkter er ikke i orden.` : "Alt som kan sjekkes her, er i orden.";
  });
  return [el("h1", {}, "Sjekk installasjonen"), dom, liste];
}

// --- hvilken side

function vis(hjelp, flyttFokus) {
  const valgt = decodeURIComponent(location.hash.slice(1));
  const funksjon = hjelp.funksjoner.find((f) => f.navn === valgt.toUpperCase());
  const paaSjekk = valgt === "sjekk";
  innhold.replaceChildren(...(paaSjekk ? visSjekk(hjelp) : funksjon ? visFunksjon(hjelp, funksjon) : visListe(hjelp)));
  for (const lenke of document.querySelectorAll("nav a")) {
    const her = (lenke.hash === "#sjekk") === paaSjekk;
    if (her) lenke.setAttribute("aria-current", "page");
    else lenke.removeAttribute("aria-current");
  }
  document.title = `${innhold.querySelector("h1").textContent} – ASSS`;
  if (flyttFokus) {
    window.scrollTo(0, 0);
    innhold.focus();
  }
}

async function start() {
  let hjelp;
  try {
    hjelp = await hentJson("/asss/funksjoner.json");
  } catch (feil) {
    innhold.replaceChildren(
      el("h1", {}, "Tjeneren svarer ikke"),
      el("p", { role: "alert" }, "Sjekk at «xlasss server» er i gang, eller spør den som drifter den hos dere."),
      el("p", { className: "dus" }, feil.message),
      el("button", { type: "button", onclick: () => location.reload() }, "Prøv igjen"),
    );
    return;
  }
  document.getElementById("versjon").textContent = hjelp.xlasss;
  vis(hjelp, false);
  addEventListener("hashchange", () => vis(hjelp, true));
}

start();
