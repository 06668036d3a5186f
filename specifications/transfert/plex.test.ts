import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerSysteme, type ServiceEnMarche, type Systeme } from '@ppn/demarrage';
import { attendu, connecterAPlex, connecterAPline, type Joueur } from '@ppn/scenarios/jeu';
import type { contratPlex } from '@ppn/service-plex/contract';
import type { contratPline } from '@ppn/service-pline/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copierLeModele } from '../systeme/copier-le-modele.ts';

const dossier = mkdtempSync(join(tmpdir(), 'ppn-plex-'));
let systeme: Systeme;
let pline: ServiceEnMarche;
let plex: ServiceEnMarche;
let terrain: { readonly pline: string; readonly plex: string; readonly agent: string };

beforeAll(async () => {
  const donnees = join(dossier, 'donnees');
  await copierLeModele(donnees);
  systeme = await demarrerSysteme({
    dossier: donnees,
    ports: 'libres',
    semences: false,
    portails: false,
    relancer: false,
    plex: true,
  });
  if (systeme.pline === undefined || systeme.plex === undefined)
    throw new Error('Les zones ne sont pas démarrées.');
  [pline, plex] = [systeme.pline, systeme.plex];
  terrain = { pline: pline.origine, plex: plex.origine, agent: await systeme.agentAutomatique() };
}, 120_000);
afterAll(async () => {
  await systeme?.arreter();
  rmSync(dossier, { recursive: true, force: true });
});

const sha256 = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');
const TUS = { 'tus-resumable': '1.0.0' };

/** Depose un fichier au nom de cet agent ; rend l'identifiant du depot. */
async function deposer(
  agent: Joueur<typeof contratPline>,
  destinataires: string[],
  octets: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const id = randomUUID();
  const corps = {
    id,
    objet: 'Copie du dossier Bélier',
    idj: null,
    nature: 'copie-de-dossier' as const,
    droits: 'telecharger' as const,
    dureeJours: 10,
    destinataires,
  };
  const { televersements } = attendu(
    'préparation',
    await agent.client.appeler('POST /api/depots', { corps }),
  );
  const headers = { ...TUS, cookie: agent.temoin(), origin: pline.origine };
  const cree = await fetch(new URL(televersements, pline.origine), {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(octets.length),
      'upload-metadata': `filename ${Buffer.from('copie.pdf').toString('base64')}`,
    },
  });
  await fetch(new URL(cree.headers.get('location') ?? '', pline.origine), {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: octets,
  });
  attendu(
    'dépôt',
    await agent.client.appeler('POST /api/depots/:id/depot', { id, corps: { empreintes: {} } }),
  );
  return id;
}

const etatDe = async (agent: Joueur<typeof contratPline>, id: string) =>
  attendu('dépôt', await agent.client.appeler('GET /api/depots/:id', { id })).suivis.map(({ etat }) => etat);

test(
  'une greffière dépose pour une avocate, PLINE tuée au milieu ; l’avocate reçoit dans PLEX, la greffière le voit ; radiée, elle n’entre plus',
  { timeout: 120_000 },
  async () => {
    const sophie = await connecterAPline(terrain, 'sophie-roux');
    const { destinataires } = attendu(
      'annuaire',
      await sophie.client.appeler('GET /api/destinataires', { requete: { texte: 'peron' } }),
    );
    expect(destinataires).toMatchObject([{ genre: 'avocat', nom: 'Éloïse PÉRONNET' }]);
    const octets = new Uint8Array(3_000_000).fill(7);
    const id = await deposer(
      sophie,
      destinataires.map((personne) => personne.id),
      octets,
    );
    await pline.tuer('SIGKILL');
    await pline.demarrer();

    const eloise: Joueur<typeof contratPlex> = await connecterAPlex(terrain, 'eloise-peronnet');
    const recus = async () =>
      attendu('reçus', await eloise.client.appeler('GET /api/depots', { requete: { sens: 'recus' } })).depots;
    await expect.poll(async () => (await recus()).length, { timeout: 30_000 }).toBe(1);
    const [ligne] = await recus();
    expect(ligne?.id).not.toBe(id);
    const recu = attendu(
      'dépôt',
      await eloise.client.appeler('GET /api/depots/:id', { id: ligne?.id ?? '' }),
    );
    const [fichier] = recu.fichiers;
    const lu = await fetch(new URL(fichier?.adresse ?? '', plex.origine), {
      headers: { cookie: eloise.temoin() },
    });
    expect(sha256(new Uint8Array(await lu.arrayBuffer()))).toBe(sha256(octets));
    await expect.poll(() => etatDe(sophie, id), { timeout: 30_000 }).toEqual(['remis']);

    // Un confrere ne voit rien sans delegation ; delegue, il recoit, et la greffiere le sait ; revoque, il n'a plus rien.
    const gael: Joueur<typeof contratPlex> = await connecterAPlex(terrain, 'gael-quemeneur');
    const lireCommeGael = async () =>
      (await fetch(new URL(fichier?.adresse ?? '', plex.origine), { headers: { cookie: gael.temoin() } }))
        .status;
    expect(await lireCommeGael()).toBe(404);
    const { personnes } = attendu(
      'confrères',
      await eloise.client.appeler('GET /api/confreres', { requete: { texte: 'quem' } }),
    );
    const aujourdhui = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(new Date());
    const delegation = {
      id: randomUUID(),
      delegataire: personnes[0]?.id ?? '',
      du: aujourdhui,
      au: aujourdhui,
    };
    attendu('délégation', await eloise.client.appeler('POST /api/delegations', { corps: delegation }));
    expect(await lireCommeGael()).toBe(200);
    const delegataires = async () =>
      attendu('dépôt', await sophie.client.appeler('GET /api/depots/:id', { id })).suivis[0]?.delegataires;
    await expect.poll(delegataires, { timeout: 30_000 }).toEqual(['Gaël QUÉMÉNEUR']);
    await eloise.client.appeler('DELETE /api/delegations/:id', { id: delegation.id });
    expect(await lireCommeGael()).toBe(404);

    // Un agent n'entre pas dans PLEX, une avocate n'entre pas dans PLINE.
    await expect(connecterAPlex(terrain, 'sophie-roux')).rejects.toThrow('annuaire');
    await expect(connecterAPline(terrain, 'eloise-peronnet')).rejects.toThrow('pas habilité ici');

    // La liste suivante ne la porte plus : sa session ouverte ne vaut plus rien.
    const liste = [
      'Barreau;avCnbfCode;avNom;avPrenom;acDateSerment',
      'AGEN;AV047002;QUÉMÉNEUR;Gaël;01/01/2010',
      '',
    ];
    writeFileSync(join(systeme.dossier, 'listes', 'annuaire-avocats-20261101.csv'), liste.join('\r\n'));
    await plex.arreter();
    await plex.demarrer();
    const apres = await fetch(new URL(fichier?.adresse ?? '', plex.origine), {
      headers: { cookie: eloise.temoin() },
    });
    expect(apres.status).toBe(403);
  },
);
