import * as z from 'zod';

const texte = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);
const idj = z.string().regex(/^IDJ-\d{4}-[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]$/);
const instant = z.iso.datetime();

/** Un consentement a enregistrer ; l'identifiant vient du poste : renvoyer le meme ne double rien. */
export const consentementDeclare = z.object({
  id: z.uuid(),
  prenom: texte(100),
  nom: texte(100),
  courriel: z.email().max(200),
  idj,
  /** L'acte signé où la personne le déclare. */
  acte: texte(200),
  acteDate: z.iso.date(),
});

/** Un consentement enregistre. */
export const consentement = consentementDeclare.extend({
  personne: z.string(),
  par: z.object({ id: z.string(), nom: z.string(), organisation: z.string() }),
  enregistreA: instant,
  revoqueA: instant.nullable(),
  motif: z.string().nullable(),
});

/** Compte rendu d'un import de l'annuaire exterieur. */
export const importDeListe = z.object({
  id: z.uuid(),
  genre: z.string(),
  source: z.string(),
  etat: z.enum(['applique', 'a-confirmer', 'abandonne', 'refuse']),
  lues: z.number(),
  presents: z.number(),
  arrives: z.number(),
  revenus: z.number(),
  changes: z.number(),
  partis: z.number(),
  illisibles: z.number(),
  doublons: z.number(),
  /** Par barreau ou ressort qui perd des inscrits : présents avant, et partis. */
  organisations: z.array(z.object({ nom: z.string(), avant: z.number(), partis: z.number() })),
  /** Pourquoi le garde-fou l'a arrêté ; vide : il ne l'a pas été. */
  motifs: z.array(z.string()),
  recuA: instant,
  concluA: instant.nullable(),
  concluPar: z.string().nullable(),
});

export const natureDEcart = z.enum([
  'parti',
  'arrive',
  'revenu',
  'change',
  'illisible',
  'doublon',
  'homonyme',
]);

/** Écarts d'une nature : les deux cents premiers, et leur nombre. */
export const ecarts = z.object({ total: z.number(), details: z.array(z.string()) });

/** L'annuaire de PLEX, vu des agents : PLINE demande, PLEX garde. */
export const contratAnnuairePourLesAgents = {
  'GET /api/consentements': {
    resume:
      'Consentements que mon organisation a enregistrés (803-1, II CPP), les derniers ou ceux d’une procédure.',
    requete: z.object({ idj: idj.optional() }),
    reponses: { 200: z.object({ consentements: z.array(consentement) }) },
  },
  'POST /api/consentements': {
    resume:
      'Enregistre le consentement exprès d’une personne à recevoir par PLEX, pour une procédure ; un fait au journal scellé.',
    corps: consentementDeclare,
    reponses: { 201: consentement },
  },
  'POST /api/consentements/:id/revocation': {
    resume: 'Révoque : plus aucun dépôt neuf à cette personne ; ce qui est déposé reste à elle.',
    corps: z.object({ motif: texte(300) }),
    reponses: { 200: consentement },
  },
  'GET /api/imports': {
    resume: 'Imports de l’annuaire extérieur, ceux que le garde-fou a arrêtés d’abord. Supervision.',
    reponses: { 200: z.object({ imports: z.array(importDeListe) }) },
  },
  'GET /api/imports/:id/ecarts': {
    resume: 'Qui part, arrive, change : écarts d’un import, par nature. Supervision.',
    requete: z.object({ nature: natureDEcart }),
    reponses: { 200: ecarts },
  },
  'POST /api/imports/:id/conclusion': {
    resume: 'Confirme ou abandonne un import que le garde-fou a arrêté. Supervision.',
    corps: z.object({ choix: z.enum(['confirmer', 'abandonner']) }),
    reponses: { 200: z.object({ imports: z.array(importDeListe) }) },
  },
} as const;
