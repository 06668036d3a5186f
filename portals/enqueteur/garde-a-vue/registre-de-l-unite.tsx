import {
  Champ,
  Chargement,
  dateEtHeure,
  Echec,
  EtatVide,
  heureDuService,
  horodateDe,
  Liste,
  nomDeMesure,
  Panneau,
  pluriel,
  Puce,
  Rang,
  regimeCourt,
  SaisieDeDate,
  suiteEnMots,
  TitrePage,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemeDe } from '../application/donnees.ts';
import { clientDeMesure, type LigneDeMesure, lectureRegistre } from './donnees.ts';
import { EtatDuVisa } from './gestes-de-l-unite.tsx';

/** Le registre special de l'unite entre deux jours : la liste, son PDF, son tableau (64 II CPP). */
export function RegistreDeLUnite() {
  const [periode, poserPeriode] = useState(ceMois);
  const { du, au } = periode;
  const lisible = du !== '' && au !== '' && du <= au;
  const { data, isError, error, refetch } = useQuery({ ...lectureRegistre(periode), enabled: lisible });
  return (
    <div className="pile">
      <div className="rangee-ecartee">
        <TitrePage onglet="Registre des gardes à vue">Registre des gardes à vue</TitrePage>
        <Link to="/gardes-a-vue/unite" search={{}} className="bouton bouton-discret">
          Tableau de l’unité
        </Link>
      </div>
      <div className="rangee registre-periode">
        <Champ libelle="Du">
          {(liens) => (
            <SaisieDeDate {...liens} valeur={du} surSaisie={(jour) => poserPeriode({ du: jour, au })} />
          )}
        </Champ>
        <Champ
          libelle="Au"
          erreur={du !== '' && au !== '' && du > au ? 'Ce jour précède le premier.' : undefined}
        >
          {(liens) => (
            <SaisieDeDate {...liens} valeur={au} surSaisie={(jour) => poserPeriode({ du, au: jour })} />
          )}
        </Champ>
        {lisible ? <Exports periode={periode} /> : null}
      </div>
      {isError ? <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} /> : null}
      {lisible && data === undefined && !isError ? <Chargement /> : null}
      {data === undefined ? null : <Mesures {...data} />}
    </div>
  );
}

type Periode = { readonly du: string; readonly au: string };

/** Du premier du mois a aujourd'hui. */
function ceMois(): Periode {
  const jour = horodateDe(heureDuService().ms).slice(0, 10);
  return { du: `${jour.slice(0, 8)}01`, au: jour };
}

const Exports = ({ periode }: { readonly periode: Periode }) => (
  <>
    <a
      className="bouton"
      href={clientDeMesure.adresse('GET /api/registre-des-gardes-a-vue/pdf', { requete: periode })}
      target="_blank"
      rel="noreferrer"
    >
      Imprimer (PDF)
    </a>
    <a
      className="bouton"
      href={clientDeMesure.adresse('GET /api/registre-des-gardes-a-vue/csv', { requete: periode })}
      download
    >
      Tableau (CSV)
    </a>
  </>
);

function Mesures({
  mesures,
  tronquee,
}: {
  readonly mesures: readonly LigneDeMesure[];
  readonly tronquee: boolean;
}) {
  const aViser = mesures.filter(({ fin, visa }) => fin !== null && !visa).length;
  return (
    <Panneau titre={`${pluriel(mesures.length, 'mesure')}${aViser === 0 ? '' : `, ${aViser} à viser`}`} nu>
      {mesures.length === 0 ? (
        <EtatVide>
          <p>Aucune garde à vue n’a commencé dans cette période.</p>
        </EtatVide>
      ) : (
        <Liste libelle="Registre, dans l’ordre des débuts">
          {mesures.map((ligne) => (
            <Rang key={ligne.id}>
              <Link
                to="/gardes-a-vue/$id"
                params={{ id: ligne.id }}
                className="rang rang-du-registre"
                data-rang=""
              >
                <span className="pile-serree">
                  <span className="rang-titre">{nomDeMesure(ligne)}</span>
                  <span className="petit discret">
                    <span className="chiffres">{ligne.numero}</span> · {ligne.faits[0]?.qualification ?? ''} ·{' '}
                    {regimeCourt(ligne.regime)} · {ligne.opj}
                  </span>
                  <span className="petit">
                    {ligne.debut === null ? 'non commencée' : `du ${dateEtHeure(ligne.debut)}`}
                    {ligne.fin === null ? '' : ` au ${dateEtHeure(ligne.fin.a)}`}
                  </span>
                </span>
                <span className="rang-fin">
                  <EtatDuVisa ligne={ligne} />
                  <Puce ton={ligne.fin === null ? 'info' : 'neutre'}>
                    {ligne.fin === null ? 'en cours' : suiteEnMots(ligne.fin.suite)}
                  </Puce>
                </span>
              </Link>
            </Rang>
          ))}
        </Liste>
      )}
      {tronquee ? (
        <p className="panneau-corps petit">Les premières seulement : resserrez la période.</p>
      ) : null}
    </Panneau>
  );
}
