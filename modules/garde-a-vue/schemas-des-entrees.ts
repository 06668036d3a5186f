import { schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import type { TypeDEntree } from './domain/donnees-des-entrees.ts';
import type { Entree } from './domain/entrees.ts';
import { SCHEMAS_DES_DONNEES } from './schemas-des-donnees.ts';

const fait = <T extends TypeDEntree>(type: T) =>
  z.object({ type: z.literal(type), survenuA: schemaHorodate, donnees: SCHEMAS_DES_DONNEES[type] });

/** Le fait d'une entree : son type, son heure, ses donnees. */
const schemaFaitDEntree = z.discriminatedUnion('type', [
  fait('apprehension'),
  fait('contrainte-anterieure'),
  fait('debut-audition-libre'),
  fait('accord-magistrat'),
  fait('accord-refuse'),
  fait('placement'),
  fait('requalification'),
  fait('faits-nouveaux'),
  fait('notification-droits'),
  fait('notification-differee'),
  fait('avis-magistrat'),
  fait('demande-avis'),
  fait('avis-donne'),
  fait('avis-differe'),
  fait('droit-decline'),
  fait('communication-tiers'),
  fait('protection-connue'),
  fait('demande-avocat'),
  fait('avocat-appele'),
  fait('avocat-arrive'),
  fait('entretien-avocat'),
  fait('observations-avocat'),
  fait('consultation-pieces'),
  fait('renonciation-avocat'),
  fait('differe-avocat'),
  fait('autorisation-audition-immediate'),
  fait('demande-medecin'),
  fait('medecin-requis'),
  fait('examen-medical'),
  fait('interprete-requis'),
  fait('interprete-arrive'),
  fait('audition'),
  fait('confrontation'),
  fait('repos'),
  fait('repas'),
  fait('fouille'),
  fait('perquisition'),
  fait('transport'),
  fait('enregistrement-impossible'),
  fait('incident'),
  fait('fin-de-periode'),
  fait('prolongation-demandee'),
  fait('requete-jld'),
  fait('presentation-prevue'),
  fait('presentation'),
  fait('observations-prolongation'),
  fait('prolongation-decidee'),
  fait('prolongation-refusee'),
  fait('fin-ordonnee'),
  fait('fin'),
  fait('arrivee-au-depot'),
  fait('comparution'),
  fait('rectification'),
  fait('circonstance'),
  fait('passer-outre'),
  fait('alarme-acquittee'),
  fait('mesure-confiee'),
  fait('remise-au-depot'),
  fait('visa-du-registre'),
]);

/** Ce qui entoure le fait : identite, enregistrement, auteur, source. */
const enveloppe = z.object({
  id: schemaUuid,
  mesure: schemaUuid,
  enregistreA: schemaHorodate,
  auteur: z.object({
    matricule: z.string().max(40),
    nom: z.string().max(300),
    qualite: z.string().max(40),
    rattachement: z.string().max(300),
  }),
  source: z.discriminatedUnion('genre', [
    z.object({ genre: z.literal('saisie') }),
    z.object({ genre: z.literal('acte'), acteId: schemaUuid }),
  ]),
});

/** Une entree complete du registre, relue a la porte. */
export const schemaEntree: z.ZodType<Entree> = z.intersection(enveloppe, schemaFaitDEntree);

/** Ce que l'agent saisit ; le service ajoute l'enregistrement, l'auteur et la source, et l'identifiant s'il manque. */
export const schemaSaisieDEntree = z.intersection(z.object({ id: schemaUuid.optional() }), schemaFaitDEntree);
export type SaisieDEntree = z.infer<typeof schemaSaisieDEntree>;
