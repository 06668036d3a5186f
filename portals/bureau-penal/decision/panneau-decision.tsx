import type { VueDossier } from '@ppn/dossier/contract';
import { Alerte, Chargement, Echec } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, problemeDe } from '../client.ts';
import type { Brouillon } from '../dossier/apercu.tsx';
import { memoire } from '../donnees.ts';
import { AttendSaCosignature } from '../signature/attend-sa-cosignature.tsx';
import { titresDecision } from '../vocabulaire.ts';
import { lectureRedaction } from './brouillon.ts';
import { ChoixDecision } from './choix-decision.tsx';
import type { TypeDecision } from './choix-permis.ts';
import type { Contenu } from './contenu.ts';
import { DecisionRendue } from './decision-rendue.tsx';
import { FormulaireDecision } from './formulaire-decision.tsx';

/** Ce que le volet « Décision » recoit de l'ecran du dossier. */
export type ProprietesDecision = {
  readonly dossier: VueDossier;
  readonly surBrouillon: (brouillon: Brouillon | undefined) => void;
  readonly apercu: boolean;
  readonly surApercu: (montrer: boolean) => void;
};

const estDecision = (type: string): type is TypeDecision => type in titresDecision;

const raisonDeNePasDecider = (dossier: VueDossier): string => {
  if (dossier.etat === 'en-transmission')
    return 'La procédure est en cours de réception : ses pièces sont encore vérifiées.';
  if (dossier.etat === 'refusee')
    return 'Le pli de cette procédure a été refusé : il faut que l’unité la transmette de nouveau.';
  if (dossier.etat === 'retournee')
    return `Le ${dossier.retour?.acteId === undefined ? 'greffe' : 'parquet'} a retourné cette procédure à l’unité : elle se décidera quand elle reviendra.`;
  return 'Votre qualité ne permet pas de décider dans ce dossier. Seul un magistrat du parquet de la juridiction saisie le peut.';
};

/** Volet « Décision » : choisir, ecrire, signer ; puis ce qu'il advient de la decision rendue. */
export const PanneauDecision = ({ dossier, surBrouillon, apercu, surApercu }: ProprietesDecision) => {
  const brouillons = dossier.enCours.filter(({ type }) => estDecision(type));
  const [acteId, setActeId] = useState<string | undefined>(brouillons[0]?.acteId);
  const [creation, setCreation] = useState<{ readonly encours: boolean; readonly erreur?: string }>({
    encours: false,
  });
  const connu = brouillons.find((acte) => acte.acteId === acteId);
  const ouvert = connu?.etat === 'signature-recue' ? undefined : acteId;

  if (dossier.decisions.length > 0 && connu === undefined)
    return (
      <DecisionRendue
        dossier={dossier}
        {...(dossier.peut.includes('decider') ? { surReprise: () => void commencer('orientation') } : {})}
      />
    );
  if (connu?.etat === 'a-cosigner')
    return (
      <div className="panneau-corps">
        <AttendSaCosignature idj={dossier.idj} acte={connu} />
      </div>
    );
  if (connu?.etat === 'signature-recue') {
    return (
      <div className="panneau-corps">
        <Alerte titre="Décision signée, horodatage attendu" vive>
          <p>
            Votre signature est reçue et gardée. Dès que l’horodateur répond, la décision est scellée et part
            à l’unité, sans rien refaire.
          </p>
        </Alerte>
      </div>
    );
  }
  if (!dossier.peut.includes('decider')) {
    return (
      <div className="panneau-corps">
        <Alerte titre="Décision impossible ici">
          <p>{raisonDeNePasDecider(dossier)}</p>
        </Alerte>
      </div>
    );
  }

  async function commencer(type: TypeDecision, contenu?: Contenu): Promise<void> {
    const existant = brouillons.find((acte) => acte.type === type);
    if (existant !== undefined) return setActeId(existant.acteId);
    setCreation({ encours: true });
    const reponse = await client.appeler('POST /api/dossiers/:idj/actes', {
      idj: dossier.idj,
      corps: { type, ...(contenu === undefined ? {} : { contenu: { ...contenu } }) },
    });
    setCreation(reponse.ok ? { encours: false } : { encours: false, erreur: reponse.refus.detail });
    if (!reponse.ok) return;
    setActeId(reponse.valeur.acteId);
    void memoire.invalidateQueries({ queryKey: ['dossier', dossier.idj] });
  }
  if (ouvert === undefined) {
    return (
      <ChoixDecision
        dossier={dossier}
        encours={creation.encours}
        erreur={creation.erreur}
        surChoix={(type, contenu) => void commencer(type, contenu)}
      />
    );
  }
  return (
    <BrouillonDeDecision
      key={ouvert}
      {...{ dossier, surBrouillon, apercu, surApercu }}
      acteId={ouvert}
      surAutre={() => setActeId(undefined)}
    />
  );
};

const BrouillonDeDecision = ({
  acteId,
  surAutre,
  ...suite
}: ProprietesDecision & { readonly acteId: string; readonly surAutre: () => void }) => {
  const redaction = useQuery(lectureRedaction(suite.dossier.idj, acteId));
  if (redaction.isPending) return <Chargement libelle="Ouverture du brouillon" />;
  if (redaction.isError) {
    return (
      <div className="panneau-corps">
        <Echec probleme={problemeDe(redaction.error)} reessayer={() => void redaction.refetch()} />
      </div>
    );
  }
  return <FormulaireDecision {...suite} redaction={redaction.data} surAutre={surAutre} />;
};
