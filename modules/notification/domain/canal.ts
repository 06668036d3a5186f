/** Par ou un envoi part. */
export type Canal =
  | 'avocat-electronique'
  | 'voie-electronique'
  | 'chef-d-etablissement'
  | 'unite'
  | 'commissaire-de-justice'
  | 'impression';

/** Ce qui decide du canal. */
export type Destinataire = {
  readonly qualite: 'prevenu' | 'victime';
  /** Consentement expres a la voie electronique, recueilli au cours de la procedure. */
  readonly consent: boolean;
  readonly detenu: boolean;
  /** La personne a choisi un avocat, dont l'adresse electronique est connue. */
  readonly avocat: boolean;
};

export type ObjetDEnvoi =
  | 'convocation'
  | 'citation'
  | 'notification'
  | 'avis-de-classement'
  | 'avis-d-audience'
  | 'avis-de-suite';

/** Le canal retenu, pourquoi, et l'article. */
export type ChoixDeCanal = { readonly canal: Canal; readonly raison: string; readonly article: string };

/**
 * Choisit le canal d'un envoi. Une citation se signifie (550 CPP), sauf consentement ; une convocation se remet par l'unite,
 * ou par le chef d'etablissement (390-1) ; un avis part par voie electronique si la personne y a consenti (803-1 II), sinon
 * imprime, avec attestation de conformite.
 */
export function choisirLeCanal(
  objet: ObjetDEnvoi,
  { consent, detenu, avocat, qualite }: Destinataire,
  remiseParLUnite: boolean,
): ChoixDeCanal {
  if (detenu && qualite === 'prevenu')
    return {
      canal: 'chef-d-etablissement',
      raison: 'La personne est détenue : remise contre émargement par le chef d’établissement.',
      article: '390-1 CPP',
    };
  if (objet === 'convocation' && remiseParLUnite)
    return {
      canal: 'unite',
      raison: 'La convocation est notifiée par l’officier ou l’agent de police judiciaire.',
      article: '390-1 CPP',
    };
  if (consent)
    return {
      canal: 'voie-electronique',
      raison: 'La personne a consenti à la voie électronique par une déclaration expresse au dossier.',
      article: '803-1 II CPP',
    };
  if (objet === 'citation' || objet === 'convocation')
    return {
      canal: 'commissaire-de-justice',
      raison: 'Sans consentement à la voie électronique, l’acte se signifie.',
      article: '550 et 551 CPP',
    };
  if (avocat)
    return {
      canal: 'avocat-electronique',
      raison: 'L’avocat choisi reçoit l’avis à son adresse électronique, trace gardée.',
      article: '803-1 I CPP',
    };
  return {
    canal: 'impression',
    raison:
      'Sans consentement à la voie électronique, l’avis s’imprime et s’envoie, attestation de conformité jointe.',
    article: '803-1 et A.53-8 CPP',
  };
}
