import { consignerLaMesure } from '../consigner-mesure.ts';
import type { Entree } from '../domain/entrees.ts';
import type { Mesure } from '../domain/mesure.ts';
import { type FaitMesure, faitMesure } from '../faits.ts';
import type { PortsGardeAVue, Tx } from '../ports.ts';
import { refusDeReception } from '../refus-de-reception.ts';
import { admisEnDepeche } from '../saisie-permise.ts';

/** Une depeche de mesure recue de l'autre ministere. */
export type DepecheRecue = { readonly objet: string; readonly corps: unknown; readonly emetteur: string };

/**
 * Inscrit au registre ce que l'autre ministere y a consigne. Un refus se voit chez l'emetteur ; une depeche deja recue,
 * ou une entree deja apportee par un acte, ne double rien.
 */
export async function recevoirUneDepeche(
  tx: Tx,
  { objet, corps, emetteur }: DepecheRecue,
  ports: Pick<PortsGardeAVue, 'droit' | 'maintenant' | 'juridictions'> & {
    readonly service: 'interieur' | 'justice';
  },
): Promise<{ readonly refus: string } | undefined> {
  const lu = faitMesure.safeParse(corps);
  if (!lu.success) return { refus: 'La dépêche ne suit pas la forme d’une entrée de registre.' };
  const raison = await refusDe(tx, { objet, emetteur }, lu.data, ports);
  if (raison !== undefined) return { refus: raison };
  await consignerLaMesure(tx, objet, [lu.data], `service-${emetteur}`, ports);
  return undefined;
}

async function refusDe(
  tx: Tx,
  { objet, emetteur }: Pick<DepecheRecue, 'objet' | 'emetteur'>,
  fait: FaitMesure,
  { juridictions, service }: Pick<PortsGardeAVue, 'juridictions'> & { readonly service: string },
): Promise<string | undefined> {
  const connue = await tx.selectFrom('mesure').select('ouverture').where('id', '=', objet).executeTakeFirst();
  switch (fait.type) {
    case 'mesure-ouverte': {
      const { mesure } = fait.donnees;
      if (mesure.id !== objet) return 'La dépêche porte une autre mesure que la sienne.';
      if (service === 'interieur') return 'Seule une unité d’enquête ouvre une mesure.';
      if (!juridictions.some(({ code }) => code === mesure.juridiction.code))
        return 'La juridiction de cette mesure n’est pas servie ici.';
      return connue && connue.ouverture.mesure.idj !== mesure.idj
        ? 'Cette mesure est déjà connue pour un autre dossier.'
        : undefined;
    }
    case 'entree-consignee':
      if (fait.donnees.mesure !== objet) return 'L’entrée est celle d’une autre mesure.';
      if (!admisEnDepeche(emetteur, fait.donnees.type))
        return 'Cette entrée n’existe que par un acte signé, ou ne vient pas de ce ministère.';
      if (fait.donnees.source.genre !== 'saisie') return 'L’entrée d’un acte n’arrive qu’avec l’acte signé.';
      return connue
        ? impossible(fait.donnees, connue.ouverture.mesure)
        : 'Cette mesure n’est pas connue ici.';
    case 'entree-redite':
      return 'Une entrée se redit par l’acte qui la porte, jamais par une dépêche.';
    case 'acte-rattache':
      return 'Un acte n’arrive que par un pli, signé.';
    case 'alarme-sonnee':
      return 'Chaque ministère veille de son côté : une alarme ne se transmet pas.';
  }
}

/** Une saisie que rien d'attendu ne pourrait rendre possible : un placement par qui n'est pas officier, un enfant de moins de dix ans. */
function impossible(entree: Entree, mesure: Mesure): string | undefined {
  const [refus] = refusDeReception(
    { mesure, entrees: [{ ...entree, source: { genre: 'acte', acteId: entree.id } }] },
    { connues: [], premisses: undefined, acteId: entree.id, qualite: entree.auteur.qualite },
  );
  return refus && `Cette entrée ne peut exister : ${refus.phrase} (${refus.article})`;
}
