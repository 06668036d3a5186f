import type { CodeRefus, ErreurAgent } from './protocole.ts';

/** La phrase de chaque refus, telle que l'agent la lit dans la fenêtre ou dans le portail. */
export const PHRASES: Readonly<Record<CodeRefus, string>> = {
  'hote-refuse': 'Cette adresse n’est pas celle de l’agent de carte.',
  'origine-refusee': 'Ce site n’est pas autorisé à utiliser votre carte.',
  'requete-mal-formee': 'La demande reçue par l’agent de carte est incompréhensible.',
  'trop-volumineux': 'La demande est trop volumineuse : signez au plus 500 actes à la fois.',
  'demande-inconnue': 'Cette demande n’existe plus : recommencez depuis le portail.',
  'trop-de-demandes': 'Trop de demandes attendent déjà votre PIN : fermez-en avant de recommencer.',
  'ordre-faux': 'L’ordre ne vient pas d’un service connu de ce poste : rien n’a été signé.',
  'ordre-expire': 'La demande a expiré : recommencez depuis le portail.',
  'ordre-rejoue': 'Cette demande a déjà été présentée : recommencez depuis le portail.',
  'ordre-mal-forme': 'L’ordre reçu est incomplet : rien n’a été signé.',
  'attributs-discordants': 'L’ordre ne correspond pas à l’acte annoncé : rien n’a été signé.',
  'lot-heterogene': 'Un lot ne peut viser qu’une carte et une seule sorte d’ordre.',
  'aucune-carte': 'Aucune carte dans le lecteur. Insérez votre carte.',
  'carte-absente':
    'La carte qui doit signer n’est pas dans le lecteur. Insérez la carte avec laquelle vous êtes connecté.',
  'carte-illisible': 'La carte ne se lit pas. Retirez-la, essuyez la puce et réinsérez-la.',
  'carte-inadaptee': 'Cette carte ne porte pas de certificat de signature d’agent.',
  'carte-verrouillee':
    'Carte verrouillée après des PIN faux. Faites-la débloquer par votre correspondant cartes.',
  'certificat-expire':
    'Les certificats de cette carte ont expiré. Demandez son renouvellement à votre correspondant cartes.',
  'lecteur-en-panne':
    'Le lecteur de cartes ne répond plus : rien n’a été signé. Retirez la carte, réinsérez-la et recommencez.',
  'pin-faux': 'PIN faux.',
  'pin-a-changer':
    'Votre carte demande de changer son PIN avant de servir. Voyez votre correspondant cartes.',
  'puk-faux': 'PUK faux.',
  'puk-verrouille':
    'PUK verrouillé : cette carte ne se débloque plus. Demandez son remplacement à votre correspondant cartes.',
  'saisie-abandonnee': 'Saisie abandonnée sur le lecteur : rien n’a été signé.',
  'pin-mal-forme': 'Le PIN compte 4 à 12 chiffres.',
  panne: 'L’agent de carte a rencontré une panne. Recommencez ; si elle persiste, redémarrez-le.',
  annulee: 'Demande annulée : rien n’a été signé.',
};

/** Le refus d'un code, avec sa phrase ; le nombre d'essais accompagne un PIN faux. */
export function erreur(code: CodeRefus, essaisRestants?: number): ErreurAgent {
  if (essaisRestants === undefined)
    return {
      code,
      message: `${PHRASES[code]}${code === 'pin-faux' ? ' Quelques essais faux verrouillent la carte.' : ''}`,
    };
  const suite =
    essaisRestants === 1
      ? 'Dernier essai avant le verrouillage de la carte.'
      : `Il reste ${essaisRestants} essais.`;
  return { code, message: `${PHRASES[code]} ${suite}`, essaisRestants };
}
