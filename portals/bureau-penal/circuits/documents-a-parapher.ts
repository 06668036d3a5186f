import type { ActeAParapher, PortsDeSignature } from '@ppn/kit';
import { jourCivil } from '@ppn/kit';
import { client } from '../client.ts';
import type { Circuit } from './donnees.ts';

/** Un document a signer, dans la meme file que les actes. */
export type DocumentAParapher = ActeAParapher & { readonly version: number; readonly type: 'document' };

/** Les documents qui attendent l'agent, tels que la file du parapheur les montre. */
export const documentsAParapher = (circuits: readonly Circuit[]): readonly DocumentAParapher[] =>
  circuits.flatMap((circuit) =>
    circuit.documents
      .filter(({ aSigner }) => aSigner)
      .map((document) => ({
        acteId: document.id,
        idj: circuit.id,
        numero: echeanceEnMots(circuit),
        intitule: circuit.titre,
        titre: document.nom,
        type: 'document',
        etat: 'brouillon',
        version: document.signatures.filter(({ etat }) => etat === 'signee').length,
        redacteur: circuit.demandeur.nom,
        depuis: circuit.demandeA,
        manques: [],
        echec: document.echec,
        renvoi: null,
        demande: {
          raison: `${circuit.mien ? 'vous avez demandé' : `${circuit.demandeur.nom} demande`} votre signature${circuit.message === '' ? '' : ` : « ${circuit.message} »`}`,
          refuser: `${circuit.demandeur.nom} et les autres signataires liront votre motif ; ce document ne se signera plus, les autres de la demande suivent leur cours.`,
        },
      })),
  );

/** « avant le 30/11/2026 », « en retard : … », ou rien. */
export const echeanceEnMots = ({ echeance, enRetard }: Pick<Circuit, 'echeance' | 'enRetard'>): string => {
  if (echeance === null) return 'sans échéance';
  return enRetard ? `en retard : attendu le ${jourCivil(echeance)}` : `avant le ${jourCivil(echeance)}`;
};

/** Un lot peut meler actes et documents : chacun va a son service, un seul PIN. */
export const portsDeSignature = (documents: ReadonlySet<string>): PortsDeSignature => ({
  demanderLesOrdres: async (choisis) => {
    const [actes, docs] = partager(choisis, documents);
    const [desActes, desDocuments] = await Promise.all([
      actes.length === 0
        ? AUCUN_ORDRE
        : client.appeler('POST /api/signatures/ordres', { corps: { actes: [...actes] } }),
      docs.length === 0
        ? AUCUN_DOCUMENT
        : client.appeler('POST /api/circuits/signatures/ordres', { corps: { documents: [...docs] } }),
    ]);
    if (!desActes.ok) return desActes;
    if (!desDocuments.ok) return desDocuments;
    return {
      ok: true,
      valeur: {
        ordres: [
          ...desActes.valeur.ordres,
          ...desDocuments.valeur.ordres.map(({ document, titre, ordre }) => ({
            acteId: document,
            titre,
            ordre,
          })),
        ],
        refus: [
          ...desActes.valeur.refus,
          ...desDocuments.valeur.refus.map(({ document, phrase }) => ({ acteId: document, phrase })),
        ],
      },
    };
  },
  remettreLesSignatures: async (rendues) => {
    const actes = rendues.filter(({ acteId }) => !documents.has(acteId));
    const docs = rendues
      .filter(({ acteId }) => documents.has(acteId))
      .map(({ acteId, signature }) => ({ document: acteId, signature }));
    const [desActes, desDocuments] = await Promise.all([
      actes.length === 0 ? RIEN : client.appeler('POST /api/signatures', { corps: { signatures: actes } }),
      docs.length === 0
        ? AUCUN_SORT
        : client.appeler('POST /api/circuits/signatures', { corps: { signatures: docs } }),
    ]);
    if (!desActes.ok) return desActes;
    if (!desDocuments.ok) return desDocuments;
    return {
      ok: true,
      valeur: [
        ...desActes.valeur.resultats,
        ...desDocuments.valeur.resultats.map(({ document, etat, phrase }) => ({
          acteId: document,
          etat,
          phrase,
        })),
      ],
    };
  },
});

const AUCUN_ORDRE = { ok: true, valeur: { ordres: [], refus: [] } } as const;
const AUCUN_DOCUMENT = { ok: true, valeur: { ordres: [], refus: [] } } as const;
const RIEN = { ok: true, valeur: { resultats: [] } } as const;
const AUCUN_SORT = { ok: true, valeur: { resultats: [] } } as const;

const partager = (
  choisis: readonly string[],
  documents: ReadonlySet<string>,
): readonly [readonly string[], readonly string[]] => [
  choisis.filter((id) => !documents.has(id)),
  choisis.filter((id) => documents.has(id)),
];
