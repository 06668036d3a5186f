import { dernierPointDuPair, type Temoignage, temoigner, type TemoinDistant } from '@ppn/journal';
import { nomDuJournal, nomDuTemoin } from '@ppn/tlog';
import type { Lien } from './lien.ts';
import type { ReglagesNoeud } from './reglages.ts';

/** Repond a une demande de cosignature du pair (C2SP tlog-witness) ; une incoherence est signalee avant la reponse. */
export async function repondreAuTemoignage(
  corps: string,
  { base, pair, preuve, maintenant }: ReglagesNoeud,
): Promise<Temoignage> {
  if (preuve === undefined)
    return { statut: 404, type: 'text/plain; charset=utf-8', corps: 'Aucun journal ici.\n' };
  const temoignage = await temoigner(corps, {
    db: base.db,
    cle: preuve.cles.temoin,
    origine: nomDuJournal(pair.nom),
    clesDuPair: preuve.clesDuPair,
    maintenant: maintenant ?? (() => new Date()),
  });
  if (temoignage.faute !== undefined)
    await preuve.surFaute({
      code: 'journal-du-pair-bifurque',
      connue: temoignage.faute.taille,
      annoncee: temoignage.faute.annoncee,
    });
  return temoignage;
}

/** La note du plus grand point du pair que nous gardons, d'au plus `jusqua` feuilles. */
export const pointGardeDuPair = async (
  jusqua: number,
  { base, pair }: ReglagesNoeud,
): Promise<string | undefined> => (await dernierPointDuPair(base.db, nomDuJournal(pair.nom), jusqua))?.note;

/** Le pair comme temoin de notre journal, par le lien mTLS. */
export function temoinDuPair(lien: Lien, { pair, preuve }: ReglagesNoeud): TemoinDistant {
  const texte = (octets: Uint8Array): string => new TextDecoder().decode(octets);
  return {
    nom: nomDuTemoin(pair.nom),
    cles: preuve?.clesDuPair ?? (() => []),
    demander: async (corps) => {
      const reponse = await lien.envoyer({
        methode: 'POST',
        chemin: '/echange/temoin',
        entetes: { 'content-type': 'text/plain; charset=utf-8' },
        corps: new TextEncoder().encode(corps),
      });
      return { statut: reponse.statut, corps: texte(reponse.corps) };
    },
    pointGarde: async (jusqua) => {
      const { statut, corps } = await lien.envoyer({ methode: 'GET', chemin: `/echange/temoin/${jusqua}` });
      if (statut !== 200 && statut !== 404) throw new Error(`Le témoin a répondu ${statut}.`);
      return statut === 200 ? texte(corps) : undefined;
    },
  };
}
