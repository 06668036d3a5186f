/** Pourquoi une ouverture de session est refusée. */
export const REFUS_IDENTITE = [
  'defi-perime',
  'preuve-mal-formee',
  'certificat-inconnu',
  'certificat-inadapte',
  'certificat-expire',
  'cartes-discordantes',
  'signature-fausse',
  'certificat-revoque',
  'revocation-indisponible',
  'agent-inconnu',
  'trop-d-essais',
] as const;
export type RefusIdentite = (typeof REFUS_IDENTITE)[number];

/** La phrase montrée à l'agent pour chaque refus : ce qui se passe et quoi faire. */
export const PHRASES_IDENTITE: Readonly<Record<RefusIdentite, string>> = {
  'defi-perime': 'La demande de connexion a expiré ou a déjà servi. Recommencez.',
  'preuve-mal-formee':
    'La réponse de la carte est illisible. Recommencez ; si cela persiste, faites vérifier la carte.',
  'certificat-inconnu':
    'Cette carte n’a pas été délivrée par une autorité reconnue ici. Utilisez votre carte professionnelle.',
  'certificat-inadapte':
    'Cette carte ne porte pas les certificats attendus (authentification et signature). Voyez votre correspondant cartes.',
  'certificat-expire':
    'Les certificats de cette carte ont expiré. Demandez son renouvellement à votre correspondant cartes.',
  'cartes-discordantes':
    'Les deux certificats présentés ne viennent pas de la même carte. Recommencez avec une seule carte.',
  'signature-fausse': 'La carte n’a pas signé cette demande de connexion. Recommencez.',
  'certificat-revoque':
    'Cette carte a été révoquée. Si ce n’est pas normal, voyez votre correspondant cartes.',
  'revocation-indisponible':
    'L’état de cette carte ne peut pas être vérifié pour le moment (service de révocation injoignable). Réessayez dans quelques minutes.',
  'agent-inconnu':
    'Votre carte est valable, mais votre matricule n’est pas habilité ici. Voyez votre administrateur.',
  'trop-d-essais': 'Trop de tentatives de connexion depuis ce poste. Attendez cinq minutes.',
};
