import { schemaIdj, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import { MAGISTRATS, REGIMES } from './domain/mesure.ts';

const texte = (max: number) => z.string().trim().max(max, `Ce texte dépasse ${max} caractères.`);

export const schemaMagistrat = z.enum(MAGISTRATS);
export const schemaRegime = z.enum(REGIMES);

/** Un fait reproche, tel que notifie (63-1 2° CPP). */
export const schemaFaitReproche = z.object({
  natinf: z.number().int().min(1).max(99_999),
  qualification: texte(500).min(1, 'Indiquez la qualification notifiée (63-1 2°).'),
  nature: z.enum(['crime', 'delit', 'contravention']),
  peineMois: z.number().int().min(0).max(1_200),
  commis: texte(500),
  alinea70673: z.union([z.string().regex(/^\d{1,2}( bis)?$/), z.literal('')]),
});

const lieu = z.object({ code: z.string().max(40), libelle: z.string().max(300) });

/** La mesure, telle que le fait `mesure-ouverte` et le recapitulatif la portent. */
export const schemaMesure = z.object({
  id: schemaUuid,
  idj: schemaIdj,
  cadre: z.enum(['flagrance', 'preliminaire', 'commission-rogatoire']),
  regime: schemaRegime,
  zone: z.string().min(1).max(64),
  personne: z.object({
    id: schemaUuid,
    naissance: z.union([z.iso.date(), z.literal('')]),
    protegee: z.boolean(),
    etrangere: z.boolean(),
    langue: z.string().min(2).max(35),
  }),
  unite: lieu,
  juridiction: lieu,
  faits: z.array(schemaFaitReproche).min(1, 'Indiquez au moins un fait reproché.').max(50),
});
