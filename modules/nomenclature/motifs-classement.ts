import type { MotifClassement } from './contract.ts';

/**
 * Motifs de classement sans suite (nomenclature Cassiopee, depeche DACG du 11 juillet 2017).
 * Seuls 11, 21, 48, 61 et 71 sont confirmes par deux sources ; les autres restent a verifier avant usage.
 */
export const MOTIFS_DE_CLASSEMENT: readonly MotifClassement[] = [
  { code: '11', libelle: 'Absence d’infraction', famille: 'Absence d’infraction', aVerifier: false },
  {
    code: '21',
    libelle: 'Infraction insuffisamment caractérisée',
    famille: 'Infraction non caractérisée',
    aVerifier: false,
  },
  {
    code: '31',
    libelle: 'Retrait de plainte, quand la plainte conditionne la poursuite',
    famille: 'Extinction de l’action publique',
    aVerifier: true,
  },
  { code: '33', libelle: 'Transaction', famille: 'Extinction de l’action publique', aVerifier: true },
  {
    code: '34',
    libelle: 'Chose jugée, prescription, décès ou abrogation',
    famille: 'Extinction de l’action publique',
    aVerifier: true,
  },
  { code: '35', libelle: 'Immunité', famille: 'Immunité', aVerifier: true },
  {
    code: '37',
    libelle: 'Irresponsabilité de l’auteur',
    famille: 'Irresponsabilité de l’auteur',
    aVerifier: true,
  },
  { code: '41', libelle: 'Recherches infructueuses', famille: 'Poursuite inopportune', aVerifier: true },
  { code: '42', libelle: 'Désistement du plaignant', famille: 'Poursuite inopportune', aVerifier: true },
  { code: '44', libelle: 'Carence du plaignant', famille: 'Poursuite inopportune', aVerifier: true },
  { code: '45', libelle: 'Comportement de la victime', famille: 'Poursuite inopportune', aVerifier: true },
  {
    code: '46',
    libelle: 'Victime désintéressée d’office',
    famille: 'Poursuite inopportune',
    aVerifier: true,
  },
  { code: '47', libelle: 'Régularisation d’office', famille: 'Poursuite inopportune', aVerifier: true },
  {
    code: '48',
    libelle: 'Préjudice ou trouble peu important causé par l’infraction',
    famille: 'Poursuite inopportune',
    aVerifier: false,
  },
  {
    code: '61',
    libelle: 'Autres poursuites ou sanctions de nature non pénale',
    famille: 'Autres',
    aVerifier: false,
  },
  { code: '71', libelle: 'Auteur inconnu', famille: 'Auteur inconnu', aVerifier: false },
];
