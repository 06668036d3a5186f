import { schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';

const long = (max: number) => z.string().max(max, `Ce texte dépasse ${max} caractères.`);
const obligatoire = (max: number, phrase: string) => long(max).trim().min(1, phrase);
const coche = (error: string) => z.literal(true, { error });
const pages = (error: string) => z.number({ error }).int(error).min(1, error).max(100_000, error);

/** Ce que devient l'original papier (D.589 CPP). */
export const SORTS_DE_L_ORIGINAL = ['conserve', 'restitue', 'detruit'] as const;

/** Contenu d'un proces-verbal de conversion : la piece papier, sa numerisation, les quatre controles (A.53-7 CPP). */
export const contenuConversion = z.object({
  designation: obligatoire(500, 'Désignez la pièce papier : sa nature et son objet.'),
  /** Qui a emis l'original. */
  emetteur: obligatoire(300, 'Indiquez qui a émis l’original : nom, qualité, organisme.'),
  /** AAAA-MM-JJ ; vide si l'original n'est pas date. */
  dateDeLOriginal: z.union([z.iso.date('Date de l’original mal formée.'), z.literal('')]).default(''),
  nonDate: z.boolean().default(false),
  convertieA: schemaHorodate,
  /** Qui a numerise, si ce n'est pas le redacteur. */
  numeriseePar: long(300).default(''),
  pagesPapier: pages('Comptez les pages de l’original papier.'),
  pagesNumerisees: pages('Comptez les pages numérisées.'),
  controles: z.object(
    {
      fidelite: coche(
        'Comparez la numérisation à l’original (forme, contenu, couleurs), puis cochez la fidélité.',
      ),
      completude: coche('Comparez les pages une à une, recto et verso, puis cochez la complétude.'),
      emetteur: coche('Vérifiez l’identité de l’émetteur, puis cochez le contrôle.'),
      date: coche('Vérifiez la date de l’original et celle de la conversion, puis cochez le contrôle.'),
    },
    { error: 'Faites les quatre contrôles de la conversion (A.53-7 CPP).' },
  ),
  sort: z.enum(SORTS_DE_L_ORIGINAL, { error: 'Indiquez ce que devient l’original.' }),
  precision: long(500).default(''),
  fichiers: z
    .array(schemaUuid)
    .min(1, 'Joignez la pièce numérisée : un PDF, ou une image par page.')
    .max(200, 'Une conversion joint au plus 200 fichiers.'),
});
export type ContenuDeConversion = z.infer<typeof contenuConversion>;
