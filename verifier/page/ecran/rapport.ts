import { enDate } from '../moteur/phrases.ts';
import type { Vue } from '../moteur/vue.ts';
import { creer, definitions, liste } from './dom.ts';
import { ecrireLot, ecrireSignature, ouvrirTout } from './pieces.ts';

/** Ce que la page fait du rapport, hors de le montrer. */
export type Gestes = { readonly enregistrer: () => void; readonly imprimer: () => void };

/** Remplit `cadre` du rapport : verdict et resume, ce qui ne va pas, ce qui est prouve, puis chaque piece. */
export function ecrireRapport(cadre: HTMLElement, vue: Vue, gestes: Gestes): void {
  const lots = vue.lots.map(ecrireLot);
  cadre.replaceChildren(
    ...[
      bandeau(vue),
      bloc(
        'Ce qui ne va pas',
        liste(vue.fautes, vue.verdict === 'indetermine' ? '' : 'fautes'),
        vue.conseils.length === 0 ? undefined : creer('h3', {}, 'Que faire'),
        liste(vue.conseils, ''),
      ),
      bloc('Ce qui est prouvé', liste(vue.acquis, 'acquis')),
      outils(vue, lots, gestes),
      bloc('Signatures', ...vue.signatures.map((signature) => ecrireSignature(signature))),
      ...lots.map(({ section }) => section),
    ].filter((partie) => partie !== undefined),
  );
}

/** Ouvre tout le detail, pour l'impression. */
export const deplier = (cadre: HTMLElement): void => ouvrirTout(cadre);

const bandeau = ({ verdict, titre, explication, fichier, lignes, reserves }: Vue): HTMLElement =>
  creer(
    'section',
    { classe: `bandeau ton-${verdict}` },
    creer('h2', { classe: 'verdict', id: 'verdict' }, titre),
    explication === '' ? undefined : creer('p', {}, explication),
    definitions([['Fichier', fichier], ...lignes, ['Vérifié le', enDate(new Date().toISOString())]]),
    liste(reserves, 'reserves'),
  );

function bloc(titre: string, ...enfants: readonly (HTMLElement | undefined)[]): HTMLElement | undefined {
  const presents = enfants.filter((enfant) => enfant !== undefined);
  return presents.length === 0
    ? undefined
    : creer('section', { classe: 'carte' }, creer('h2', {}, titre), ...presents);
}

type LotEcrit = ReturnType<typeof ecrireLot>;

/** Recherche et filtre s'il y a des pieces, puis impression et export. */
function outils({ lots }: Vue, ecrits: readonly LotEcrit[], { enregistrer, imprimer }: Gestes): HTMLElement {
  const rangee = creer('div', { classe: 'outils' });
  if (lots.length > 0) {
    const chercher = creer('input', {
      type: 'search',
      placeholder: 'Chercher une pièce',
      'aria-label': 'Chercher une pièce',
    });
    const seules = creer('input', { type: 'checkbox' });
    const filtrer = (): void => {
      for (const lot of ecrits) lot.filtrer({ texte: chercher.value, anomalies: seules.checked });
    };
    chercher.addEventListener('input', filtrer);
    seules.addEventListener('change', filtrer);
    rangee.append(chercher, creer('label', {}, seules, 'Seulement ce qui n’est pas valide'));
  }
  rangee.append(
    creer(
      'div',
      { classe: 'actions' },
      bouton('Imprimer', imprimer),
      bouton('Enregistrer le rapport (JSON)', enregistrer),
    ),
  );
  return rangee;
}

function bouton(texte: string, geste: () => void): HTMLElement {
  const cree = creer('button', { type: 'button', classe: 'bouton' }, texte);
  cree.addEventListener('click', geste);
  return cree;
}
