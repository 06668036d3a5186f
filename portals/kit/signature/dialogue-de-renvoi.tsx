import { useState } from 'react';
import { Bouton } from '../bouton.tsx';
import { ChampZone } from '../champs.tsx';
import { Dialogue } from '../dialogue.tsx';
import { Echec, type ProblemeVu } from '../etats.tsx';

/** Le service l'a pris, ou dit pourquoi non. */
export type RenduDeRenvoi = { readonly ok: true } | { readonly ok: false; readonly refus: ProblemeVu };

/** Ne pas signer, et dire pourquoi : le motif revient a qui l'a demande. */
export function DialogueDeRenvoi({
  titre,
  explication,
  geste,
  renvoyer,
  surRenvoi,
  surFermeture,
}: {
  readonly titre: string;
  readonly explication: string;
  readonly geste: string;
  readonly renvoyer: (motif: string) => Promise<RenduDeRenvoi>;
  readonly surRenvoi: () => void;
  readonly surFermeture: () => void;
}) {
  const [motif, poserMotif] = useState('');
  const [enCours, poserEnCours] = useState(false);
  const [refus, poserRefus] = useState<ProblemeVu>();
  const [vide, poserVide] = useState(false);
  const valider = async (): Promise<void> => {
    poserVide(motif.trim() === '');
    if (motif.trim() === '') return;
    poserEnCours(true);
    const rendu = await renvoyer(motif.trim());
    poserEnCours(false);
    if (rendu.ok) surRenvoi();
    else poserRefus(rendu.refus);
  };
  return (
    <Dialogue titre={titre} surFermeture={surFermeture}>
      <p>{explication}</p>
      <ChampZone
        libelle="Motif"
        rows={2}
        maxLength={500}
        value={motif}
        surSaisie={poserMotif}
        erreur={vide ? 'Dites pourquoi : le motif est lu par qui vous a demandé de signer.' : undefined}
      />
      {refus === undefined ? null : <Echec probleme={refus} />}
      <div className="dialogue-pied">
        <Bouton onClick={surFermeture}>Annuler</Bouton>
        <Bouton genre="primaire" enCours={enCours} onClick={() => void valider()}>
          {geste}
        </Bouton>
      </div>
    </Dialogue>
  );
}
