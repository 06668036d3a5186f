/** Explications proposees a la victime, en mots simples, par code de motif (art. 40-2 CPP) ; toujours a relire et a completer. */
const propositions: Readonly<Record<string, string>> = {
  '11': 'Les faits que vous avez signalés ne sont pas punis par la loi pénale. Le procureur ne peut donc pas poursuivre. Cela ne veut pas dire que vous n’avez pas été cru : d’autres démarches, par exemple devant un juge civil, restent possibles.',
  '21': 'L’enquête n’a pas permis de réunir assez de preuves pour établir ce qui s’est passé. Sans preuves suffisantes, un tribunal ne pourrait pas condamner. Si vous avez de nouveaux éléments, vous pouvez les transmettre : l’enquête peut reprendre.',
  '31': 'La loi ne permet de poursuivre ces faits que si la plainte est maintenue. Comme elle a été retirée, le procureur ne peut plus poursuivre.',
  '33': 'Un accord prévu par la loi (une transaction) a mis fin à l’affaire. Le procureur ne peut plus poursuivre ces faits.',
  '34': 'La loi ne permet plus de poursuivre ces faits, par exemple parce que le délai pour le faire est passé ou que l’affaire a déjà été jugée.',
  '35': 'La loi protège la personne mise en cause contre des poursuites pour ces faits (immunité). Le procureur ne peut donc pas poursuivre.',
  '37': 'La personne mise en cause ne peut pas être tenue pour responsable de ses actes selon la loi. Le procureur ne peut donc pas la poursuivre.',
  '41': 'Malgré les recherches, la personne mise en cause n’a pas pu être retrouvée. Si un élément nouveau apparaît, l’enquête peut reprendre.',
  '42': 'Vous avez fait savoir que vous ne souhaitiez plus que cette affaire soit poursuivie. Le procureur en a tenu compte et a décidé d’arrêter la procédure.',
  '44': 'Il manquait des réponses ou des documents pour continuer l’enquête. Si vous pouvez les fournir, écrivez au procureur : l’enquête peut reprendre.',
  '45': 'Après examen de l’ensemble des circonstances des faits, le procureur a estimé qu’il n’y avait pas lieu de poursuivre.',
  '46': 'Le dommage a été réparé. Le procureur a estimé qu’il n’y avait plus lieu de poursuivre.',
  '47': 'La situation a été régularisée. Le procureur a estimé qu’il n’y avait plus lieu de poursuivre.',
  '48': 'Les faits sont établis, mais le procureur a estimé que leurs conséquences étaient trop limitées pour saisir un tribunal.',
  '61': 'Une autre autorité que le tribunal pénal a été saisie ou a déjà sanctionné ces faits. Le procureur a estimé que cette réponse suffisait.',
  '71': 'L’enquête n’a pas permis d’identifier l’auteur des faits. Si un élément nouveau apparaît, l’enquête peut reprendre.',
};

/** Explication proposee pour un motif ; vide si aucune n'est prete. */
export const explicationProposee = (code: string): string => propositions[code] ?? '';

/** Vrai si le texte n'a pas ete retouche par le magistrat : on peut le remplacer sans rien perdre. */
export const estProposition = (texte: string): boolean =>
  texte.trim() === '' || Object.values(propositions).includes(texte);
