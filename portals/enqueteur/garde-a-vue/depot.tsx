import { Alerte, Bouton } from '@ppn/kit';
import { useState } from 'react';
import { DialogueDePrecision } from './dialogue-de-precision.tsx';
import type { VueMesure } from './donnees.ts';
import { gestesDuDepot } from './gestes-du-depot.ts';
import type { AConsigner, Precision } from './precisions.ts';
import { useCommencer } from './preparer.ts';
import { consigner, useMaFile } from './saisir.ts';

/** Apres un deferement : le registre du depot se tient ici, par qui garde la personne, jusqu'a sa conduite (803-3 CPP). */
export function Depot({ vue }: { readonly vue: VueMesure }) {
  const file = useMaFile();
  const commencer = useCommencer(vue.mesure);
  const [precision, poserPrecision] = useState<Precision | undefined>(undefined);
  if (vue.horloge.fin?.suite !== 'deferement' || !vue.peut.includes('consigner')) return null;
  const arrivee = vue.entrees.some(({ type }) => type === 'arrivee-au-depot');
  const conduite = vue.entrees.some(({ type }) => type === 'comparution');
  const ecrire = (aConsigner: AConsigner): void => {
    consigner(file, vue.mesure, aConsigner);
    poserPrecision(undefined);
  };
  return (
    <Alerte ton="info" titre="Retenue au dépôt (803-3)">
      <div className="pile">
        <p className="petit">{vue.horloge.comparution?.phrase}</p>
        {vue.ligne.gardeAuDepot ? (
          <p className="petit">Gardée au dépôt par : {vue.ligne.gardeAuDepot.libelle}.</p>
        ) : null}
        <div className="rangee">
          {gestesDuDepot(vue).map((geste) => (
            <Bouton
              key={geste.libelle}
              onClick={() =>
                'precision' in geste ? poserPrecision(geste.precision) : ecrire(geste.immediat)
              }
            >
              {geste.libelle}
            </Bouton>
          ))}
          {arrivee && !vue.auDepot ? (
            <Bouton genre={conduite ? 'primaire' : 'normal'} onClick={() => void commencer('gav-depot')}>
              Établir le registre
            </Bouton>
          ) : null}
        </div>
      </div>
      {precision === undefined ? null : (
        <DialogueDePrecision
          precision={precision}
          surChoix={ecrire}
          surFermeture={() => poserPrecision(undefined)}
        />
      )}
    </Alerte>
  );
}
