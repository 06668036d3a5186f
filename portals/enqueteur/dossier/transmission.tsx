import type { Probleme } from '@ppn/api-client';
import { Alerte, annoncer, Bouton, ChampChoix, Chargement, Echec, Panneau, pluriel, Rang } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { client } from '../application/client.ts';
import {
  invalider,
  lectureCompletude,
  lectureDossier,
  lectureJuridictions,
  problemeDe,
} from '../application/donnees.ts';
import type { Vue } from '../application/types.ts';
import { DetailDePli } from './plis.tsx';

/** Transmission au parquet : completude d'abord, juridiction, un geste ; puis l'etat des plis, en direct. */
export function Transmission() {
  const { idj } = useParams({ from: '/dossiers/$idj' });
  const { data: vue } = useQuery(lectureDossier(idj));
  if (vue === undefined) return <Chargement />;
  const plis = vue.plis.filter(({ genre }) => genre === 'procedure');
  return (
    <div className="pile">
      {vue.etat === 'en-transmission' ? (
        <Alerte ton="info" titre="Transmission en cours">
          L’état du pli change ci-dessous tout seul. Si la Justice est injoignable, il partira dès son retour.
        </Alerte>
      ) : null}
      {vue.peut.includes('transmettre') && vue.etat !== 'en-transmission' ? <Envoi vue={vue} /> : null}
      <Panneau titre="Plis" nu>
        {plis.length === 0 ? <p className="etat-vide">Aucun pli n’est encore parti.</p> : null}
        <ul className="liste" aria-live="polite">
          {plis.map((pli) => (
            <Rang key={pli.id}>
              <DetailDePli idj={idj} pli={pli} />
            </Rang>
          ))}
        </ul>
      </Panneau>
    </div>
  );
}

function Envoi({ vue }: { readonly vue: Vue }) {
  const routeur = useRouter();
  const { idj } = vue;
  const completude = useQuery(lectureCompletude(idj));
  const juridictions = useQuery(lectureJuridictions);
  const [choisie, poserChoisie] = useState<string | undefined>(undefined);
  const [refus, poserRefus] = useState<Probleme | undefined>(undefined);
  const enCours = useRef(false);
  const code = choisie ?? vue.juridiction?.code ?? juridictions.data?.[0]?.code ?? '';

  const transmettre = async (): Promise<void> => {
    if (enCours.current) return;
    enCours.current = true;
    const rendu = await client.appeler('POST /api/dossiers/:idj/transmission', {
      idj,
      corps: { juridiction: code },
    });
    enCours.current = false;
    invalider({ genre: 'dossier', idj });
    if (!rendu.ok) return poserRefus(rendu.refus);
    poserRefus(undefined);
    return annoncer('Transmission lancée : l’accusé de réception signé arrivera ici.');
  };
  if (completude.isError)
    return <Echec probleme={problemeDe(completude.error)} reessayer={() => void completude.refetch()} />;
  if (completude.data === undefined) return <Chargement libelle="Contrôle de complétude…" />;
  const { complet, manques, pieces } = completude.data;
  return (
    <Panneau titre={vue.etat === 'transmise' ? 'Transmettre un complément' : 'Transmettre au parquet'}>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          void transmettre();
        }}
      >
        {complet ? (
          <Alerte ton="succes" titre="La procédure est complète">
            {pluriel(pieces, 'pièce')}, toutes signées. Le pli portera le bordereau et l’empreinte SHA-256 de
            chacune.
          </Alerte>
        ) : (
          <Alerte
            ton="attention"
            titre={manques.length === 1 ? 'Il manque une chose' : `Il manque ${manques.length} choses`}
          >
            <ul className="pile-serree">
              {manques.map(({ code: cle, phrase, cible }) => (
                <li key={cle + cible}>
                  <a
                    href={cible}
                    onClick={(evenement) => {
                      evenement.preventDefault();
                      routeur.history.push(cible);
                    }}
                  >
                    {phrase}
                  </a>
                </li>
              ))}
            </ul>
          </Alerte>
        )}
        {refus === undefined ? null : <Echec probleme={refus} />}
        <ChampChoix
          libelle="Juridiction destinataire"
          value={code}
          options={(juridictions.data ?? []).map((une) => ({ valeur: une.code, libelle: une.libelle }))}
          surSaisie={poserChoisie}
        />
        <div>
          <Bouton type="submit" genre="primaire" touche="Entrée">
            Transmettre
          </Bouton>
        </div>
      </form>
    </Panneau>
  );
}
