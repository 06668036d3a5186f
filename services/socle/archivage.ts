import { consigner, fluxDossier } from '@ppn/dossier';
import { empreinte as versEmpreinte } from '@ppn/core';
import { etape } from '@ppn/observability';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { archiver, validerPdf } from '@ppn/sealing';
import { sql } from 'kysely';
import type { Compose } from './composer.ts';

/** Actes archives par passage : le reste attend le passage suivant. */
const PAR_PASSAGE = 20;
const ACTE_MAX = 256 * 1024 * 1024;
/** Un horodatage d'archive est renouvele six mois avant la fin de son unite. */
const AVANT_LA_FIN = '6 months';

type AArchiver = {
  readonly idj: string;
  readonly id: string;
  readonly empreinte: string;
  readonly archive: string | null;
};

/**
 * Porte au niveau B-LTA les actes des dossiers clos (decides, tous plis accuses), et renouvelle les horodatages d'archive
 * avant leur fin (EN 319 142-1 §6, A.53-6 CPP). L'original reste la piece ; l'acte augmente s'y ajoute. Rend le nombre d'actes archives.
 */
export async function archiverLesClos(
  compose: Pick<Compose, 'base' | 'dossier' | 'magasin' | 'reglagesNoeud' | 'journal'>,
): Promise<number> {
  let faits = 0;
  for (const acte of await actesAArchiver(compose)) {
    try {
      await archiverUn(compose, acte);
      faits += 1;
    } catch (erreur) {
      compose.journal.avertir('archivage', 'Acte non archivé, repris au prochain passage', {
        piece: acte.id,
        erreur: String(erreur),
      });
    }
  }
  return faits;
}

async function actesAArchiver({ base }: Pick<Compose, 'base'>): Promise<readonly AArchiver[]> {
  const { rows } = await sql<AArchiver>`
    select p.idj, p.id, p.empreinte, p.archive from piece p join dossier d using (idj)
    where d.etat = 'decidee' and p.genre = 'acte' and p.integre
      and (p.archive is null or p.archive_jusqua < now() + ${AVANT_LA_FIN}::interval)
      and not exists (select 1 from echange_envoi e where e.objet = p.idj and e.etat in ('a-preparer', 'prepare'))
    order by d.maj_a, p.rang limit ${PAR_PASSAGE}`.execute(base.db);
  return rows;
}

async function archiverUn(
  { base, dossier, magasin, reglagesNoeud }: Pick<Compose, 'base' | 'dossier' | 'magasin' | 'reglagesNoeud'>,
  acte: AArchiver,
): Promise<void> {
  const ancres = await reglagesNoeud.ancres();
  const { pdf, jusqua } = await archiver({
    pdf: await magasin.lireOctets(versEmpreinte(acte.archive ?? acte.empreinte), ACTE_MAX),
    preuves: { certificats: [...ancres.racines, ...ancres.intermediaires], crls: ancres.crls },
    horodateur: reglagesNoeud.horodateur,
  });
  const rapport = await validerPdf(pdf, ancres);
  if (rapport.verdict !== 'valide')
    throw new Error(`L’acte archivé ne se vérifie pas (${rapport.verdict}) : ${rapport.motifs.join(' ')}`);
  const depose = await magasin.deposerOctets(pdf);
  if (!depose.ok) throw new Error(`L’acte archivé ne peut pas être gardé : ${JSON.stringify(depose.refus)}`);
  await etape('archivage.objet-garde');
  await dansUneTransaction(base.db, (tx) =>
    consigner(
      vueTypee(tx),
      fluxDossier(acte.idj),
      [
        {
          type: 'acte-archive',
          donnees: {
            acteId: acte.id,
            empreinte: versEmpreinte(acte.empreinte),
            archive: depose.valeur.empreinte,
            taille: pdf.length,
            jusqua: jusqua.toISOString(),
          },
        },
      ],
      'service',
      dossier,
    ),
  );
}
