import { randomUUID } from 'node:crypto';
import { type AgentSurPline, attendre, attendu, connecterAPline } from './joueur.ts';
import { photographies } from './photographies.ts';

/** Un fichier a deposer ; le nom porte son dossier. */
type AFournir = { readonly nom: string; readonly octets: Uint8Array };
type ADeposer = {
  readonly objet: string;
  readonly nature: 'copie-de-dossier' | 'demande' | 'avis';
  readonly droits?: 'consulter';
  readonly dureeJours: number;
  readonly destinataires: readonly string[];
  readonly fichiers: readonly AFournir[];
};

/** Quelques depots entre agents des deux ministeres : un a prendre, un deja remis, un dont l'avis est refuse. */
export async function deposerSurPline(terrain: {
  readonly pline: string;
  readonly agent: string;
}): Promise<void> {
  const sophie = await connecterAPline(terrain, 'sophie-roux');
  const camille = await connecterAPline(terrain, 'camille-moreau');
  const photos = (await photographies(2)).map(({ nom, octets }) => ({ nom: `Photographies/${nom}`, octets }));
  await deposer(sophie, {
    objet: 'Copie du dossier Chevalier, pour enquête complémentaire',
    nature: 'copie-de-dossier',
    dureeJours: 30,
    destinataires: ['PN100001', 'PN100002'],
    fichiers: [...photos, texte('Bordereau.txt', 'Deux photographies, à compléter par une audition.')],
  });
  const remis = await deposer(camille, {
    objet: 'Exploitation du téléphone, affaire Chevalier',
    nature: 'demande',
    dureeJours: 8,
    destinataires: ['MJ200003'],
    fichiers: [texte('Exploitation.txt', 'Aucun échange utile entre les 3 et 9 novembre.')],
  });
  await prendre(sophie, remis);
  await deposer(sophie, {
    objet: 'Avis d’audience, à consulter',
    nature: 'avis',
    droits: 'consulter',
    dureeJours: 1,
    destinataires: ['PN100001', 'PN100090'],
    fichiers: [texte('Avis.txt', 'Audience du 14 janvier à 9 heures, salle B.')],
  });
}

/** Un depot qui attend une avocate dans PLEX : la greffiere le fait dans PLINE, il y passe seul. */
export async function deposerPourUneAvocate(terrain: {
  readonly pline: string;
  readonly agent: string;
}): Promise<void> {
  const sophie = await connecterAPline(terrain, 'sophie-roux');
  const photos = (await photographies(2)).map(({ nom, octets }) => ({ nom: `Photographies/${nom}`, octets }));
  const { destinataires } = attendu(
    'annuaire',
    await sophie.client.appeler('GET /api/destinataires', { requete: { texte: 'péronnet' } }),
  );
  await deposer(sophie, {
    objet: 'Copie de dossier, affaire Chevalier',
    nature: 'copie-de-dossier',
    dureeJours: 21,
    destinataires: destinataires.map(({ id }) => id),
    fichiers: [...photos, texte('Bordereau.txt', 'Deux photographies ; l’audition suivra.')],
  });
}

const texte = (nom: string, phrase: string): AFournir => ({ nom, octets: Buffer.from(`${phrase}\n`) });

async function deposer({ client, origine, temoin }: AgentSurPline, depot: ADeposer): Promise<string> {
  const id = randomUUID();
  const { fichiers, destinataires, droits = 'telecharger', ...reste } = depot;
  const { televersements } = attendu(
    'préparation',
    await client.appeler('POST /api/depots', {
      corps: { id, idj: null, droits, destinataires: [...destinataires], ...reste },
    }),
  );
  const entetes = { cookie: temoin(), origin: origine, 'tus-resumable': '1.0.0' };
  for (const { nom, octets } of fichiers) {
    const cree = await fetch(new URL(televersements, origine), {
      method: 'POST',
      headers: {
        ...entetes,
        'upload-length': String(octets.length),
        'upload-metadata': `filename ${Buffer.from(nom).toString('base64')}`,
      },
    });
    const recu = await fetch(new URL(cree.headers.get('location') ?? '', origine), {
      method: 'PATCH',
      headers: { ...entetes, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(octets),
    });
    if (!recu.ok) throw new Error(`Envoi de ${nom} : ${recu.status}`);
  }
  attendu('dépôt', await client.appeler('POST /api/depots/:id/depot', { id, corps: { empreintes: {} } }));
  return id;
}

/** Ouvre le depot et prend tous ses fichiers ; attend que la remise soit notee. */
async function prendre({ client, origine, temoin }: AgentSurPline, id: string): Promise<void> {
  const { fichiers } = attendu('dépôt', await client.appeler('GET /api/depots/:id', { id }));
  for (const { adresse } of fichiers) {
    const reponse = await fetch(new URL(adresse ?? '', origine), { headers: { cookie: temoin() } });
    await reponse.arrayBuffer();
  }
  await attendre('remise notée', async () => {
    const { suivis } = attendu('dépôt', await client.appeler('GET /api/depots/:id', { id }));
    return suivis[0]?.etat === 'remis' ? true : undefined;
  });
}
