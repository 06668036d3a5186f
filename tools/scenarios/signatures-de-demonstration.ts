import { randomUUID } from 'node:crypto';
import { horodate } from '@ppn/core';
import { composerPdfA } from '@ppn/sealing';
import { attendu, type Magistrat } from './joueur.ts';

/** Un PDF ordinaire du tribunal, qui n'est d'aucun dossier. */
const noteDeService = (): Promise<Uint8Array> =>
  composerPdfA({
    titre: 'Note de service',
    enTete: ['Tribunal judiciaire d’Agen', 'Document de démonstration'],
    reference: 'Note 2026-14',
    etabliA: horodate(new Date().toISOString()),
    blocs: [
      { type: 'titre', niveau: 2, texte: 'Permanence de fin d’année' },
      {
        type: 'paragraphe',
        texte:
          'La permanence du parquet et celle du greffe correctionnel sont tenues chaque jour, de 8 heures à 20 heures, du 21 décembre au 3 janvier.',
      },
    ],
    images: new Map(),
    jointes: [],
    signataires: [],
  });

/** Demande la signature d'un PDF a des agents de la juridiction, sans dossier ; rend la demande. */
export async function faireSigner(
  { client }: Magistrat,
  signataires: readonly string[],
  demande: { readonly titre: string; readonly message?: string; readonly ordre?: 'a-la-suite' | 'libre' } = {
    titre: 'Note de service : permanence de fin d’année',
  },
) {
  const octets = Uint8Array.from(await noteDeService());
  const depot = attendu(
    'dépôt d’un PDF à signer',
    await client.deposer('POST /api/circuits/depots', { nom: 'Note de service.pdf', octets }),
  );
  return attendu(
    'demande de signature',
    await client.appeler('POST /api/circuits', {
      corps: {
        id: randomUUID(),
        ordre: 'a-la-suite',
        ...demande,
        depots: [depot.id],
        signataires: [...signataires],
      },
    }),
  );
}

/** Signe ce qui attend l'agent dans une demande, d'un seul PIN. Lance si un document n'est pas signe. */
export async function signerLesDocuments(
  { client, carte }: Magistrat,
  { documents }: Awaited<ReturnType<typeof faireSigner>>,
): Promise<void> {
  const { ordres, refus } = attendu(
    'ordres',
    await client.appeler('POST /api/circuits/signatures/ordres', {
      corps: { documents: documents.map(({ id }) => id) },
    }),
  );
  if (refus[0]) throw new Error(`Document refusé : ${refus[0].phrase}`);
  const signatures = await carte.signer(ordres.map(({ ordre }) => ordre));
  const { resultats } = attendu(
    'signatures',
    await client.appeler('POST /api/circuits/signatures', {
      corps: {
        signatures: ordres.map(({ document }, rang) => ({
          document,
          signature: signatures[rang]?.signature ?? '',
        })),
      },
    }),
  );
  const enEchec = resultats.find(({ etat }) => etat === 'refuse' || etat === 'horodatage-attendu');
  if (enEchec) throw new Error(`Document non signé : ${enEchec.phrase}`);
}
