import { schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import { NIVEAUX_D_ALARME } from './domain/escalade.ts';
import { schemaMesure } from './schemas-de-la-mesure.ts';
import { schemaEntree } from './schemas-des-entrees.ts';
import { identiteDeMesure } from './vues.ts';

/** Ce que dit l'ouverture : la mesure, qui est la personne, sous quel numero de procedure. */
export const ouvertureDeMesure = z.object({
  mesure: schemaMesure,
  identite: identiteDeMesure,
  numero: z.string().max(100),
  ouverteA: schemaHorodate,
  ouvertePar: z.object({ matricule: z.string().max(40), nom: z.string().max(300) }),
});
export type OuvertureDeMesure = z.infer<typeof ouvertureDeMesure>;

/** Faits du flux `garde-a-vue/<mesure>`. Relus du journal ou d'une depeche, ils repassent par ce schema. */
export const faitMesure = z.discriminatedUnion('type', [
  z.object({ type: z.literal('mesure-ouverte'), donnees: ouvertureDeMesure }),
  z.object({ type: z.literal('entree-consignee'), donnees: schemaEntree }),
  /** Une entree connue, redite autrement sous le meme identifiant : les deux se gardent (docs/decisions/0065). */
  z.object({ type: z.literal('entree-redite'), donnees: schemaEntree }),
  z.object({
    /** L'acte signe appartient a la mesure ; ses octets et son empreinte sont au dossier. */
    type: z.literal('acte-rattache'),
    donnees: z.object({ acteId: schemaUuid, idj: z.string().max(40), type: z.string().max(60) }),
  }),
  z.object({
    /** Le service a fait sonner une alarme a ce niveau, une fois ; chaque ministere veille de son cote. */
    type: z.literal('alarme-sonnee'),
    donnees: z.object({
      alarme: z.string().max(200),
      niveau: z.enum(NIVEAUX_D_ALARME),
      phrase: z.string().max(1_000),
      /** Horodates : quand elle devait sonner a ce niveau, quand le service l'a fait. */
      dueA: schemaHorodate,
      sonneeA: schemaHorodate,
    }),
  }),
]);
export type FaitMesure = z.infer<typeof faitMesure>;

const PREFIXE = 'garde-a-vue/';

/** Flux d'une mesure. */
export const fluxMesure = (id: string): string => `${PREFIXE}${id}`;

/** Mesure d'un flux ; `undefined` pour un autre flux. */
export const mesureDuFlux = (flux: string): string | undefined =>
  flux.startsWith(PREFIXE) ? flux.slice(PREFIXE.length) : undefined;
