import type { Etat } from '@ppn/dossier';
import type { Selectable } from 'kysely';
import type * as z from 'zod';
import { copie as schemaCopie, vueDesCopies, type VueDesCopies } from './contract.ts';
import { regleDeCopie } from './domain/regles-de-copie.ts';
import type { PortsCopie } from './ports.ts';
import type { TablesCopie } from './tables.ts';
import { lireLesPieces } from './use-cases/lire-les-pieces.ts';

/** Tout ce que la page des copies montre d'un dossier. */
export async function vueDuDossierACopier(ports: PortsCopie, etat: Etat): Promise<VueDesCopies> {
  const { idj } = etat;
  const [triees, copies, recepisses] = await Promise.all([
    lireLesPieces(ports.dossier, etat),
    ports.db
      .selectFrom('copie')
      .selectAll()
      .where('idj', '=', idj)
      .orderBy('demandee_a', 'desc')
      .limit(50)
      .execute(),
    ports.db
      .selectFrom('recepisse')
      .selectAll()
      .where('idj', '=', idj)
      .orderBy('verse_a', 'desc')
      .limit(500)
      .execute(),
  ]);
  const jour = ports.dossier.maintenant().toISOString().slice(0, 10);
  return vueDesCopies.parse({
    ouverte: ports.pline !== undefined,
    pieces: triees.map(({ piece, cote, motif }) => ({
      id: piece.id,
      cote,
      titre: motif === 'piece-retiree' && piece.genre === 'fichier' ? 'Fichier joint retiré' : piece.titre,
      genre: piece.genre,
      taille: piece.taille,
      reserve: piece.reserve,
      exclusion: motif === null ? null : exclusion(motif, jour),
    })),
    avertissements: avertissements(etat),
    copies: copies.map((ligne) => enVue(ports, ligne)),
    recepisses: recepisses.map(({ empreinte, verse_a, donnees }) => ({
      ...donnees,
      verseA: verse_a.toISOString(),
      adresse: `/api/dossiers/${idj}/recepisses/${empreinte}`,
    })),
  });
}

function exclusion(motif: Parameters<typeof regleDeCopie>[0], jour: string) {
  const { phrase, article, aVerifier } = regleDeCopie(motif, jour);
  return { motif, phrase, article, aVerifier };
}

/** Ce que la plate-forme ne peut pas juger a la place de l'agent. */
function avertissements({ personnes, faits }: Etat): VueDesCopies['avertissements'] {
  const [jour] = faits.map(({ debut }) => debut.slice(0, 10)).toSorted();
  const mineurs = personnes.filter(
    ({ roles, neLe }) =>
      roles.includes('mis-en-cause') && neLe !== '' && jour !== undefined && ageLe(neLe, jour) < 18,
  );
  return mineurs.length === 0
    ? []
    : [
        {
          phrase:
            'Une personne mise en cause était mineure au jour des faits : réservez les pièces de personnalité, qui relèvent du dossier unique de personnalité.',
          article: 'L.322-8 à L.322-10 CJPM',
          aVerifier: true,
        },
      ];
}

function ageLe(neLe: string, jour: string): number {
  const annees = Number(jour.slice(0, 4)) - Number(neLe.slice(0, 4));
  return jour.slice(5, 10) < neLe.slice(5, 10) ? annees - 1 : annees;
}

/** Une copie demandee, telle que montree. */
export async function uneCopie(ports: PortsCopie, id: string): Promise<z.infer<typeof schemaCopie>> {
  const ligne = await ports.db.selectFrom('copie').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return enVue(ports, ligne);
}

const enVue = ({ pline }: PortsCopie, ligne: Selectable<TablesCopie['copie']>): z.infer<typeof schemaCopie> =>
  schemaCopie.parse({
    id: ligne.id,
    demandeeA: ligne.demandee_a.toISOString(),
    par: ligne.agent,
    pieces: ligne.pieces.length,
    laissees: ligne.laissees,
    etat: ligne.etat,
    octets: ligne.octets,
    pousses: ligne.pousses,
    erreur: ligne.erreur,
    preteA: ligne.prete_a?.toISOString() ?? null,
    adresse:
      ligne.etat === 'prete' && pline !== undefined
        ? `${pline.origine}/deposer/${ligne.id}?idj=${encodeURIComponent(ligne.idj)}`
        : null,
  });
