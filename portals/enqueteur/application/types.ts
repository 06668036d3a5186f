import type { ReponsePour } from '@ppn/api-client';
import type { contratInterieur } from '@ppn/service-interieur/contract';

type Contrat = typeof contratInterieur;

/** Types tires des contrats : ce que le service rend. */
export type VueSession = ReponsePour<Contrat, 'GET /api/session'>;
export type Vue = ReponsePour<Contrat, 'GET /api/dossiers/:idj'>;
export type Resume = ReponsePour<Contrat, 'GET /api/dossiers'>['dossiers'][number];
export type Personne = Vue['personnes'][number];
export type Fait = Vue['faits'][number];
export type Piece = Vue['pieces'][number];
export type Fichier = Vue['fichiers'][number];
export type Pli = Vue['plis'][number];
export type EnCours = Vue['enCours'][number];
export type Redaction = ReponsePour<Contrat, 'GET /api/dossiers/:idj/actes/:acteId'>;
export type AParapher = ReponsePour<Contrat, 'GET /api/parapheur'>['actes'][number];
export type AuCatalogue = ReponsePour<Contrat, 'GET /api/catalogue'>['types'][number];
export type Infraction = ReponsePour<Contrat, 'GET /api/nomenclatures/natinf'>['infractions'][number];
export type Recueil = ReponsePour<Contrat, 'GET /api/dossiers/:idj/actes/:acteId/signatures'>;
export type SignataireVu = Recueil['signataires'][number];
export type Remise = ReponsePour<Contrat, 'POST /api/dossiers/:idj/actes/:acteId/remise'>;
export type OuvertureDeTablette = ReponsePour<Contrat, 'POST /api/tablette'>;
