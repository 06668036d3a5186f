import { PDF } from '@libpdf/core';
import { ouvrirBase } from '@ppn/postgres';
import { composerPdfA } from '@ppn/sealing';
import {
  AFFAIRE_S1,
  attendre,
  attendu,
  ouvrir,
  rediger,
  redigerPlainte,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { sql } from 'kysely';
import { acteTemoin } from '../acte-temoin.ts';
import { type Banc, JURIDICTION } from '../banc.ts';

/** Un dossier transmis, porte a `pieces` pieces de `pages` pages : ses lignes sont recopiees, le PDF joint est partage. */
export type GrandDossier = { readonly idj: string; readonly pieces: number; readonly pages: number };

const PAGES_PAR_PIECE = 10;
const PARAGRAPHES = 240;

/** Fait passer une procedure et son PDF de dix pages par toute la chaine, puis le multiplie en SQL chez la Justice, texte compris. */
export async function ouvrirUnGrandDossier(banc: Banc, pieces: number): Promise<GrandDossier> {
  const [enqueteur] = banc.enqueteurs;
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  const { idj } = procedure;
  const octets = await unPdfDeDixPages();
  const { id } = attendu(
    'PDF joint',
    await enqueteur.client.deposer('POST /api/dossiers/:idj/fichiers', {
      idj,
      nom: 'rapport.pdf',
      octets: new Uint8Array(octets),
      typeMime: 'application/pdf',
    }),
  );
  const conversion = await rediger(enqueteur, idj, 'conversion-papier', () => ({
    designation: 'Rapport technique',
    emetteur: 'Laboratoire de démonstration',
    nonDate: true,
    pagesPapier: PAGES_PAR_PIECE,
    pagesNumerisees: PAGES_PAR_PIECE,
    controles: { fidelite: true, completude: true, emetteur: true, date: true },
    sort: 'conserve',
    precision: 'au dossier papier de l’unité',
    fichiers: [id],
  }));
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, AFFAIRE_S1), conversion]);
  await signer(enqueteur, [
    await rediger(enqueteur, idj, 'synthese', () => ({
      expose: 'Un rapport de dix pages est joint.',
      conclusion: 'Transmis pour appréciation.',
    })),
  ]);
  await transmettre(enqueteur, idj, JURIDICTION);
  const modele = await attendre('rapport chez la Justice', async () =>
    attendu('dossier', await banc.magistrat.client.appeler('GET /api/dossiers/:idj', { idj })).pieces.find(
      ({ titre }) => titre === 'rapport.pdf',
    ),
  );
  await multiplier(banc, { idj, modele: modele.id, pieces });
  return { idj, pieces, pages: pieces * PAGES_PAR_PIECE };
}

/** Un PDF/A texte de dix pages au moins, tel qu'un service en joint. */
async function unPdfDeDixPages(): Promise<Uint8Array> {
  const modele = acteTemoin(1);
  const paragraphe = modele.blocs.findLast(({ type }) => type === 'paragraphe');
  if (!paragraphe) throw new Error('Le modèle témoin n’a plus de paragraphe.');
  const octets = await composerPdfA({
    ...modele,
    jointes: [],
    signataires: [],
    blocs: Array.from({ length: PARAGRAPHES }, () => paragraphe),
  });
  const pages = (await PDF.load(octets)).getPageCount();
  if (pages < PAGES_PAR_PIECE) throw new Error(`Le PDF témoin n’a que ${pages} pages.`);
  return octets;
}

/** Recopie la piece modele sous d'autres identifiants ; chaque copie a ses pages dans l'index de recherche. */
async function multiplier(
  { systeme }: Banc,
  { idj, modele, pieces }: { readonly idj: string; readonly modele: string; readonly pieces: number },
): Promise<void> {
  const base = ouvrirBase<Record<never, never>>(systeme.justice.base.urlProprietaire, {
    delaiRequeteMs: 300_000,
    connexions: 1,
  });
  const page = 'Constatons que le rayon est situé à quatre mètres de la sortie. '.repeat(28);
  try {
    await sql`insert into piece (idj, id, rang, genre, numero, titre, type, type_mime, taille, empreinte, pages, versee, signataires)
      select idj, uuidv7(), 100 + n, 'acte', 100 + n, 'Rapport ' || n, 'rapport', type_mime, taille, empreinte, ${PAGES_PAR_PIECE}, versee, '[]'
      from piece, generate_series(1, ${pieces}::int) n where idj = ${idj} and id = ${modele}`.execute(
      base.db,
    );
    await sql`insert into recherche_piece (piece, idj, portee, type, genre, numero, versee, mots, texte)
      select id, idj, ${JURIDICTION}, type, genre, numero, versee,
        recherche_mots(titre, ${page} || case when numero % 10 = 0 then ' hirondelle' else '' end), 'lu'
      from piece where idj = ${idj} and type = 'rapport'`.execute(base.db);
    await sql`insert into recherche_texte (idj, piece, pages)
      select idj, id, array_fill(${page}::text, array[${PAGES_PAR_PIECE - 1}::int]) ||
        (${page} || case when numero % 10 = 0 then ' hirondelle' else '' end)
      from piece where idj = ${idj} and type = 'rapport'`.execute(base.db);
    await sql`analyze piece, recherche_piece, recherche_texte`.execute(base.db);
  } finally {
    await base.fermer();
  }
}

/** Le journal des acces d'une annee de tribunal : `lignes` lignes, dont `duDossier` pour celui-ci, par cent lecteurs. */
export async function gonflerLeJournal(
  { systeme }: Banc,
  idj: string,
  { lignes, duDossier }: { readonly lignes: number; readonly duDossier: number },
): Promise<void> {
  const base = ouvrirBase<Record<never, never>>(systeme.justice.base.urlProprietaire, {
    delaiRequeteMs: 600_000,
    connexions: 1,
  });
  try {
    await sql`insert into consultation (matricule, agent, qualite, rattachement, idj, piece, action, motif, resultat, adresse)
      select 'MJ' || (n / 100) % 100, 'Agent ' || (n / 100) % 100, 'greffier', ${JURIDICTION},
        case when n % ${Math.round(lignes / duDossier)}::int = 0 then ${idj} else 'IDJ-' || n % 27000 end,
        'piece ' || n % 500, 'lire une pièce', 'juridiction saisie de la procédure (R.249-13 CPP)', 'accorde', '127.0.0.1'
      from generate_series(1, ${lignes}::int) n`.execute(base.db);
    await sql`analyze consultation`.execute(base.db);
  } finally {
    await base.fermer();
  }
}
