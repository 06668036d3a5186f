/** Un agent, vu par la regle. */
type Agent = {
  readonly matricule: string;
  readonly qualite: string;
  readonly service: 'interieur' | 'justice';
  readonly rattachement: { readonly code: string };
};

/** Vrai si ce candidat peut cosigner un acte de ce redacteur : un autre agent de son unite ou de sa juridiction, ou un interprete inscrit. */
export const peutCosigner = (redacteur: Agent, candidat: Agent): boolean =>
  candidat.matricule !== redacteur.matricule &&
  candidat.service === redacteur.service &&
  (candidat.qualite === 'interprete' || candidat.rattachement.code === redacteur.rattachement.code);
