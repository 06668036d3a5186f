import { createHash } from 'node:crypto';
import type { ExterneDeDemonstration } from '../annuaire.ts';

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:32rem;padding:0 1rem}
form{display:grid;gap:.75rem}button{font:inherit;padding:.6rem 1rem;text-align:left;cursor:pointer}select{font:inherit;padding:.4rem}label{display:grid;gap:.25rem}`;

/** Rien d'exterieur, rien d'executable. Le formulaire renvoie, par redirection, au portail : sa cible n'est pas bornee ici. */
export const POLITIQUE = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;

/** Les niveaux que ce fournisseur atteste ; le premier est celui que PLEX exige. */
export const NIVEAUX = [
  ['eidas2', 'Deux facteurs'],
  ['eidas1', 'Mot de passe seul (PLEX le refusera)'],
] as const;

/** Qui se connecte, et a quel niveau. */
export const pageDeConnexion = (uid: string, comptes: readonly ExterneDeDemonstration[]): string =>
  page(
    'Se connecter',
    `<form method="post" action="/connexion/${encodeURIComponent(uid)}">
<label>Authentification<select name="niveau">${NIVEAUX.map(([valeur, libelle]) => `<option value="${valeur}">${libelle}</option>`).join('')}</select></label>
${comptes.map(({ carte, prenom, nom, organisation }) => `<button name="compte" value="${carte}">${echapper(`${prenom} ${nom}, ${organisation}`)}</button>`).join('\n')}
<button name="compte" value="">Renoncer</button></form>`,
  );

/** La sortie demandee par le portail. `formulaire` : celui du fournisseur, a soumettre. */
export const pageDeSortie = (formulaire: string): string =>
  page(
    'Fermer aussi cette session ?',
    `<p>Vous êtes sorti de PLEX. Sur un poste partagé, fermez aussi la session du fournisseur.</p>${formulaire}<p><button autofocus type="submit" form="op.logoutForm" value="yes" name="logout">Fermer la session</button> <button type="submit" form="op.logoutForm">La garder</button></p>`,
  );

/** Une phrase. */
export const pageDePhrase = (phrase: string): string =>
  page('Fournisseur d’identité', `<p>${echapper(phrase)}</p>`);

const page = (titre: string, corps: string): string =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${titre}</title><style>${STYLE}</style></head><body><main><p>Fournisseur d’identité de démonstration, non officiel</p><h1>${titre}</h1>${corps}</main></body></html>`;

const echapper = (texte: string): string =>
  texte.replace(/[&<>"']/g, (signe) => `&#${signe.codePointAt(0) ?? 32};`);
