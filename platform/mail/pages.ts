import { createHash } from 'node:crypto';
import type { Ligne } from './depot.ts';
import type { CourrierLu } from './lire-un-courrier.ts';

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid;padding:.4rem .6rem;text-align:left;vertical-align:top}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;border:1px solid;padding:1rem}dt{font-weight:700}dd{margin:0 0 .5rem}`;

/** Rien d'exterieur, rien d'executable : seule notre feuille de style, par son empreinte. */
export const POLITIQUE = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Page de la liste, du plus recent au plus ancien. */
export function pageDeLaListe(lignes: readonly Ligne[]): string {
  const rangs = lignes.map(
    ({ id, de, a, sujet, recuA }) =>
      `<tr><td>${dateEnFrancais(recuA)}</td><td>${echapper(de)}</td><td>${echapper(a)}</td><td><a href="/courriers/${id}">${echapper(sujet)}</a></td></tr>`,
  );
  const contenu =
    rangs.length === 0
      ? '<p>Aucun courrier pour le moment.</p>'
      : `<table><thead><tr><th scope="col">Reçu le</th><th scope="col">De</th><th scope="col">À</th><th scope="col">Objet</th></tr></thead><tbody>${rangs.join('')}</tbody></table>`;
  return page(
    'Boîte de courrier locale',
    `<p>Démonstrateur, non officiel : les courriers du système arrivent ici et ne quittent pas cette machine. <a href="/">Actualiser</a></p>${contenu}`,
  );
}

/** Page d'un courrier : ses en-tetes et son texte, jamais son HTML. */
export function pageDuCourrier(courrier: Ligne & CourrierLu): string {
  const { id, de, a, recuA, texte, sujet } = courrier;
  return page(
    sujet,
    `<p><a href="/">Tous les courriers</a> · <a href="/courriers/${id}/brut">Message brut</a></p>
<dl><dt>De</dt><dd>${echapper(de)}</dd><dt>À</dt><dd>${echapper(a)}</dd><dt>Reçu le</dt><dd>${dateEnFrancais(recuA)}</dd></dl>
<pre>${avecLiens(texte)}</pre>`,
  );
}

/** Page d'une phrase (adresse inconnue, courrier efface). */
export const pageDePhrase = (phrase: string): string =>
  page('Boîte de courrier locale', `<p>${echapper(phrase)}</p><p><a href="/">Tous les courriers</a></p>`);

const page = (titre: string, corps: string): string =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${echapper(titre)}</title><style>${STYLE}</style></head><body><main><h1>${echapper(titre)}</h1>${corps}</main></body></html>`;

const ENTITES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const echapper = (texte: string): string => texte.replace(/[&<>"']/g, (signe) => ENTITES[signe] ?? '');

/** Les adresses http(s) du texte deviennent des liens, apres echappement. */
const avecLiens = (texte: string): string =>
  echapper(texte).replace(
    /https?:\/\/[^\s<>]+[^\s<>.,;:)]/g,
    (lien) => `<a rel="noreferrer" href="${lien}">${lien}</a>`,
  );

const FORMAT = new Intl.DateTimeFormat('fr-FR', {
  dateStyle: 'long',
  timeStyle: 'medium',
  timeZone: 'Europe/Paris',
});
const dateEnFrancais = (iso: string): string => FORMAT.format(new Date(iso));
