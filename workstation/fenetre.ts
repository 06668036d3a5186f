import { readFileSync } from 'node:fs';
import type { Demande } from './demandes.ts';
import type { Ordre } from './protocole.ts';

const lire = (nom: string): Buffer => readFileSync(new URL(`fenetre/${nom}`, import.meta.url));
const style = { type: 'text/css; charset=utf-8' };
const script = { type: 'text/javascript; charset=utf-8' };

/** Fichiers de la fenêtre, servis tels quels : aucun script ni style en ligne. */
export const FICHIERS: ReadonlyMap<string, { readonly type: string; readonly octets: Buffer }> = new Map([
  ['/fenetre.css', { ...style, octets: lire('fenetre.css') }],
  ['/fenetre.js', { ...script, octets: lire('fenetre.js') }],
  ['/transport.js', { ...script, octets: lire('transport.js') }],
]);

/** En-têtes de la fenêtre : politique stricte, et un seul site peut l'encadrer, celui qui a déposé la demande. */
export const entetesFenetre = (origine: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; frame-ancestors ${origine}`,
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
});

/** La fenêtre d'une demande : ce qui va être signé, la carte, le PIN. Le texte des ordres est échappé. */
export function pageFenetre(demande: Demande, theme: 'clair' | 'sombre' | undefined): string {
  const { titre, action, fait, origine, ordres, carte, jeton } = presenter(demande);
  return squelette({
    theme: theme === undefined ? '' : ` data-theme="${theme}"`,
    titre,
    script: 'fenetre.js',
    donnees: ` data-demande="${demande.id}" data-origine="${echapper(demande.origine)}" data-jeton="${jeton}" data-carte="${echapper(carte)}" data-fait="${fait}"`,
    origine: echapper(origine),
    objet: listeOrdres(ordres),
    action,
  });
}

/** La même fenêtre, vide, pour la page de l'extension : son script la remplit. */
export const pageVide = (): string =>
  squelette({
    theme: '',
    titre: 'Agent de carte',
    script: 'ouvrir.js',
    donnees: '',
    origine: '',
    objet: listeOrdres([]),
    action: 'Valider',
  });

/** Ce que la fenêtre montre d'une demande. */
export type Presentation = {
  readonly titre: string;
  readonly action: string;
  readonly fait: string;
  /** Hôte du portail. */
  readonly origine: string;
  readonly ordres: readonly { readonly titre: string; readonly empreinte: string }[];
  readonly carte: string;
  readonly jeton: string;
};

/** Met une demande en mots. */
export const presenter = ({ origine, ordres, carte, jeton }: Demande): Presentation => ({
  ...libelles(ordres),
  origine: new URL(origine).host,
  ordres: ordres.flatMap((ordre) =>
    ordre.op === 'signer' ? [{ titre: ordre.titre, empreinte: ordre.empreinte }] : [],
  ),
  carte: carte ?? '',
  jeton,
});

type Squelette = Readonly<
  Record<'action' | 'donnees' | 'objet' | 'origine' | 'script' | 'theme' | 'titre', string>
>;

const squelette = ({ theme, titre, script: nom, donnees, origine, objet, action }: Squelette): string =>
  `<!doctype html>
<html lang="fr"${theme}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titre} – Agent de carte</title>
<link rel="stylesheet" href="/fenetre.css">
<script src="/${nom}" type="module"></script>
</head>
<body>
<main${donnees}>
<header>
<h1 id="titre">${titre}</h1>
<p class="origine">Demandé par <strong id="origine">${origine}</strong></p>
</header>
<div id="objet">${objet}</div>
<form id="formulaire" autocomplete="off" novalidate>
<fieldset>
<legend>Carte</legend>
<div id="cartes"><p class="attente">Lecture des cartes…</p></div>
</fieldset>
<div id="saisie">
<p class="champ">
<label for="pin">Code PIN de la carte</label>
<input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="12" required disabled aria-describedby="aide erreur">
<span id="aide" class="aide">Le PIN reste sur ce poste : le site qui demande ne le voit pas.</span>
</p>
</div>
<p id="clavier" class="consigne" hidden></p>
<div id="deblocage" class="deblocage" hidden>
<p class="consigne" id="etat-du-puk"></p>
<p class="champ"><label for="puk">Code de déblocage (PUK)</label>
<input id="puk" type="password" inputmode="numeric" autocomplete="off" maxlength="16" aria-describedby="erreur"></p>
<p class="champ"><label for="neuf">Nouveau PIN</label>
<input id="neuf" type="password" inputmode="numeric" autocomplete="off" maxlength="12" aria-describedby="aide-du-neuf erreur">
<span id="aide-du-neuf" class="aide">4 à 12 chiffres. L’ancien PIN ne servira plus.</span></p>
<p class="champ"><label for="encore">Nouveau PIN, une seconde fois</label>
<input id="encore" type="password" inputmode="numeric" autocomplete="off" maxlength="12" aria-describedby="erreur"></p>
</div>
<p id="erreur" class="erreur" role="alert"></p>
<p class="boutons">
<button type="submit" id="valider" disabled>${action}</button>
<button type="button" id="annuler">Annuler <kbd>Échap</kbd></button>
</p>
</form>
<p id="issue" class="issue" role="status"></p>
<noscript><p class="erreur">Cette fenêtre a besoin de JavaScript.</p></noscript>
</main>
</body>
</html>
`;

function libelles(ordres: readonly Ordre[]): {
  readonly titre: string;
  readonly action: string;
  readonly fait: string;
} {
  if (ordres[0]?.op !== 'signer')
    return { titre: 'S’identifier', action: 'S’identifier', fait: 'Carte reconnue.' };
  if (ordres.length === 1) return { titre: 'Signer un acte', action: 'Signer', fait: 'Acte signé.' };
  return {
    titre: `Signer ${ordres.length} actes`,
    action: `Signer ${ordres.length} actes`,
    fait: `${ordres.length} actes signés.`,
  };
}

function listeOrdres(actes: Presentation['ordres']): string {
  if (actes.length === 0)
    return '<p class="objet">Votre carte va prouver qui vous êtes. Rien n’est signé en votre nom.</p>';
  const lignes = actes.map(
    ({ titre, empreinte }) =>
      `<li><span>${echapper(titre)}</span> <code title="SHA-256 ${empreinte}">${courte(empreinte)}</code></li>`,
  );
  return `<ol class="actes" tabindex="0" aria-label="Actes à signer, avec le début de leur empreinte">\n${lignes.join('\n')}\n</ol>`;
}

const courte = (empreinte: string): string =>
  `${empreinte.slice(0, 4)} ${empreinte.slice(4, 8)} ${empreinte.slice(8, 12)}`;

const ECHAPPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const echapper = (texte: string): string => texte.replace(/[&<>"']/g, (signe) => ECHAPPES[signe] ?? '');
