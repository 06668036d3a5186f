import { Alerte, Bouton, Chargement, Echec } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { lectureRedaction } from '../decision/brouillon.ts';
import { FormulaireDecision } from '../decision/formulaire-decision.tsx';
import type { ProprietesDecision } from '../decision/panneau-decision.tsx';
import { memoire } from '../donnees.ts';
import { useSession } from '../session.ts';

const TYPE = 'conversion-papier';

/** Au greffe, une piece papier entre au dossier par un proces-verbal de conversion ; rien n'est montre a qui ne le peut pas. */
export const ConversionAuGreffe = (proprietes: ProprietesDecision) => {
  const { dossier } = proprietes;
  const { agent } = useSession();
  const [acteId, setActeId] = useState<string>();
  const [erreur, setErreur] = useState<string>();
  if (dossier.instant !== null || !dossier.peut.includes('deposer')) return null;
  const commencee = dossier.enCours.find(
    ({ type, etat, redacteur }) =>
      type === TYPE && etat !== 'signature-recue' && redacteur === `${agent.prenom} ${agent.nom}`,
  );
  const commencer = async (): Promise<void> => {
    if (commencee !== undefined) return setActeId(commencee.acteId);
    const rendu = await client.appeler('POST /api/dossiers/:idj/actes', {
      idj: dossier.idj,
      corps: { type: TYPE },
    });
    setErreur(rendu.ok ? undefined : rendu.refus.detail);
    if (!rendu.ok) return;
    setActeId(rendu.valeur.acteId);
    void memoire.invalidateQueries({ queryKey: ['dossier', dossier.idj] });
  };
  const finie = dossier.pieces.some(({ id }) => id === acteId);
  if (acteId !== undefined && !finie)
    return <Brouillon key={acteId} {...proprietes} acteId={acteId} surAutre={() => setActeId(undefined)} />;
  return (
    <div className="panneau-corps pile-serree">
      {erreur === undefined ? null : (
        <Alerte ton="danger" vive>
          <p>{erreur}</p>
        </Alerte>
      )}
      <span>
        <Bouton onClick={() => void commencer()}>
          {commencee === undefined ? 'Convertir une pièce papier' : 'Reprendre la conversion commencée'}
        </Bouton>
      </span>
    </div>
  );
};

const Brouillon = ({
  acteId,
  ...suite
}: ProprietesDecision & { readonly acteId: string; readonly surAutre: () => void }) => {
  const redaction = useQuery(lectureRedaction(suite.dossier.idj, acteId));
  if (redaction.isPending) return <Chargement libelle="Ouverture du brouillon" />;
  if (redaction.isError)
    return (
      <div className="panneau-corps">
        <Echec probleme={problemeDe(redaction.error)} reessayer={() => void redaction.refetch()} />
      </div>
    );
  return <FormulaireDecision {...suite} redaction={redaction.data} />;
};
