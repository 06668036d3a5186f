import { randomUUID } from 'node:crypto';
import { attendre, attendu, type Enqueteur, type Magistrat } from './joueur.ts';

/** La permanence du tribunal judiciaire d'Agen. */
const PARQUET = { service: 'justice', code: 'tj47001', libelle: '', fonction: 'permanence' } as const;

/** Rend compte au parquet, prerempli du dossier ; rend le fil. */
export async function rendreCompte({ client }: Enqueteur, idj: string, question: string): Promise<string> {
  const { compteRendu } = attendu(
    'compte rendu',
    await client.appeler('GET /api/dossiers/:idj/compte-rendu', { idj }),
  );
  const { id } = attendu(
    'fil',
    await client.appeler('POST /api/fils', {
      corps: {
        id: randomUUID(),
        type: 'parquet-enquete',
        lien: { genre: 'dossier', idj },
        destinataire: PARQUET,
        message: { id: randomUUID(), texte: '', compteRendu: { ...compteRendu, question } },
      },
    }),
  );
  return id;
}

/** Le magistrat repond au compte rendu par une instruction, quand il l'a recu. */
export async function instruire({ client }: Magistrat, fil: string, texte: string): Promise<void> {
  const recu = await attendre('compte rendu au parquet', async () => {
    const lu = await client.appeler('GET /api/fils/:fil', { fil });
    return lu.ok ? lu.valeur : undefined;
  });
  const repondA = recu.fil.find(({ genre }) => genre === 'compte-rendu')?.id ?? null;
  attendu(
    'instruction',
    await client.appeler('POST /api/fils/:fil/messages', {
      fil,
      corps: { id: randomUUID(), texte, repondA },
    }),
  );
}

/** L'enqueteur accepte l'instruction recue, et le dit. */
export async function accepterEtRepondre({ client }: Enqueteur, fil: string, texte: string): Promise<void> {
  const id = await attendre('instruction chez l’enquêteur', async () => {
    const lu = await client.appeler('GET /api/fils/:fil', { fil });
    return lu.ok ? lu.valeur.fil.find(({ genre }) => genre === 'instruction')?.id : undefined;
  });
  attendu('acceptation', await client.appeler('POST /api/fils/:fil/messages/:id/acceptation', { fil, id }));
  attendu(
    'message',
    await client.appeler('POST /api/fils/:fil/messages', { fil, corps: { id: randomUUID(), texte } }),
  );
}

/** La permanence de la juridiction, tenue par ce magistrat. */
export async function prendreLaPermanence({ client }: Magistrat, matricule: string): Promise<void> {
  attendu(
    'permanence',
    await client.appeler('POST /api/permanence', {
      corps: { id: randomUUID(), a: matricule, note: 'Deux comptes rendus attendus dans la matinée.' },
    }),
  );
}
