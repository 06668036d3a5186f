import { isIdj } from '@ppn/core';
import { consignerIncident, type PortsDossier, type TxDossier } from '@ppn/dossier';
import { type Ecart, etatDuRapprochement, type Noeud, type TablesEchange } from '@ppn/exchange';
import { dernierPoint, etatDHorodatage, phraseDeLAlteration, type TourDAudit } from '@ppn/journal';
import type { PortsSupervision } from '@ppn/pilotage';
import { type Base, vueTypee } from '@ppn/postgres';
import { lireNote } from '@ppn/tlog';

/** Ce que la supervision lit d'un service : son rapprochement et son journal. */
export const portsDeSupervision = (
  base: Pick<Base<TablesEchange>, 'db'>,
  noeud: () => Noeud | undefined,
  dernierAudit: () => TourDAudit | undefined,
): PortsSupervision => ({
  async rapprochement() {
    const { ecarts, ...etat } = await etatDuRapprochement({ db: vueTypee<TablesEchange>(base.db) });
    return {
      ...etat,
      ecarts: ecarts.map(({ quoi, genre, pli, constateA, repareA }) => ({
        quoi,
        genre,
        pli,
        constateA,
        repareA,
      })),
    };
  },
  async journal() {
    const point = await dernierPoint(base.db);
    const { attendDepuis } = await etatDHorodatage(base.db);
    return {
      faits: point?.taille ?? 0,
      signeA: point?.signeA.toISOString() ?? null,
      cosigne: (lireNote(point?.note ?? '')?.signatures.length ?? 0) > 1,
      horodate: (point?.jeton ?? null) !== null,
      attendDepuis: attendDepuis?.toISOString() ?? null,
      audit: auditVu(dernierAudit()),
    };
  },
  liaison: () => noeud()?.presence() ?? { vuA: null, absentDepuis: null },
  async comparer() {
    const enMarche = noeud();
    if (!enMarche) throw new Error('L’échange n’est pas encore démarré.');
    await enMarche.comparer();
  },
});

/** La supervision dit le numero de sequence ; le dossier, lui, porte l'incident. */
const auditVu = (tour: TourDAudit | undefined) =>
  tour === undefined
    ? null
    : {
        faitA: tour.faitA,
        comparees: tour.comparees,
        alterations: tour.alterations.map((vue) =>
          phraseDeLAlteration({ ...vue, flux: null, version: null }),
        ),
      };

const PHRASES: { readonly [genre in Ecart['genre']]: string } = {
  perdu: 'L’autre ministère avait accusé cet envoi et ne l’a plus : il lui est renvoyé tel quel.',
  inattendu: 'L’autre ministère compte un envoi qui n’est plus enregistré ici.',
  different: 'L’autre ministère garde d’autres octets que ceux qui lui ont été envoyés.',
};

/** Un ecart entre les deux services devient un incident, au dossier s'il est connu. */
export const consignerEcart = (tx: TxDossier, dossier: PortsDossier, ecart: Ecart): Promise<void> =>
  consignerIncident(tx, dossier, {
    idj: isIdj(ecart.objet) ? ecart.objet : null,
    code: `${ecart.quoi}-${ecart.genre}`,
    phrase: `${ecart.quoi === 'pli' ? 'Pli' : 'Dépêche'} ${ecart.pli} (n° d’envoi ${ecart.rang}) : ${PHRASES[ecart.genre]}`,
    empreinte: null,
  });
