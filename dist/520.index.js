export const id = 520;
export const ids = [520];
export const modules = {

/***/ 7639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ r),
/* harmony export */   b: () => (/* binding */ s),
/* harmony export */   c: () => (/* binding */ d)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var r=["succeeded","unchanged","rolled-back","rollback-failed","stopped","superseded","timed-out","failed"];function s(e){return e==="succeeded"||e==="unchanged"}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(s,"isGreen");function d(e){let o=["unchanged","succeeded","superseded","stopped","rolled-back","timed-out","failed","rollback-failed"];return e.reduce((n,c)=>o.indexOf(c)>o.indexOf(n)?c:n,"unchanged")}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(d,"worst");


/***/ }),

/***/ 161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ H),
/* harmony export */   b: () => (/* binding */ g),
/* harmony export */   c: () => (/* binding */ U),
/* harmony export */   d: () => (/* binding */ $),
/* harmony export */   e: () => (/* binding */ S),
/* harmony export */   f: () => (/* binding */ D),
/* harmony export */   g: () => (/* binding */ A),
/* harmony export */   h: () => (/* binding */ M)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7639);
/* harmony import */ var _chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8713);
/* harmony import */ var _chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4205);
/* harmony import */ var _chunk_73UWWWXJ_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5722);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2351);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function H(n,e){let{getOctokit:r}=await __webpack_require__.e(/* import() */ 372).then(__webpack_require__.bind(__webpack_require__, 6372)),t=r(e,{baseUrl:n.github.apiUrl}),[s="",c=""]=n.github.repository.split("/"),p={owner:s,repo:c};return{async request(a,l={}){try{return(await t.request(a,{...p,...l})).data}catch(u){throw m(u,a)}},async paginate(a,l={}){try{return await t.paginate(a,{...p,per_page:100,...l})}catch(u){throw m(u,a)}},async*pages(a,l={}){try{for await(let u of t.paginate.iterator(a,{...p,per_page:100,...l}))yield u.data}catch(u){throw m(u,a)}}}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(H,"gitHubClient");var T=[[/\/deployments/,"deployments: write"],[/\/issues\/|\/comments/,"pull-requests: write"],[/\/actions\//,"actions: write"],[/\/environments/,"actions: read"]];function m(n,e){let r=(0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_5__.c)(n),t=r.status;if(t===403||t===401){let s=T.find(([c])=>c.test(e))?.[1]??"contents: read";return (0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_5__.b)({code:"github-denied",message:`GitHub denied ${e}: ${r.message}`,cure:`Give the job \`permissions: ${s}\`; a calling workflow has to grant it too.`,cause:r})}return typeof t=="number"?new _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_5__.a({fault:"github",code:`github-${t}`,message:`GitHub answered ${e} with ${t}: ${r.message}`,cause:r}):r}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(m,"explainGitHubError");var L=_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.object({fairway:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.literal(1),release:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string(),manifestDigest:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string(),manifest:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.unknown(),outcome:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.enum(_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_1__.a),verified:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.boolean(),previous:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string().nullable(),rollbackOf:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string().nullable(),runUrl:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string(),by:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string()});async function*g(n,e){for await(let r of n.pages("GET /repos/{owner}/{repo}/deployments",{environment:e}))for(let t of r){let s=L.safeParse(E(t.payload));s.success&&(yield{deploymentId:t.id,environment:t.environment,task:t.task==="rollback"?"rollback":"deploy",commit:t.sha,at:t.created_at,payload:s.data})}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(g,"readLedger");async function U(n,e){for await(let r of g(n,e))return r}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(U,"currentEntry");function $(n){let{release:e,outcome:r,previous:t}=n.payload;return (0,_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_1__.b)(r)?e:r==="rolled-back"?t:null}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)($,"runningRelease");async function S(n,e,r){for await(let t of g(n,e))if(t.payload.verified&&t.payload.release!==r)return t}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(S,"lastVerified");async function D(n,e,r){for await(let t of g(n,e))if(t.payload.release===r)return t}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(D,"entryOf");function A(n){return (0,_chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_2__.d)(JSON.stringify(n.payload.manifest))}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(A,"manifestOf");var x=140;async function M(n,e){let r={fairway:1,release:e.manifest.id,manifestDigest:(0,_chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_2__.c)(e.manifest),manifest:e.manifest,outcome:e.outcome,verified:e.verified,previous:e.previous,rollbackOf:e.rollbackOf,runUrl:e.runUrl,by:e.by},t=(0,_chunk_73UWWWXJ_js__WEBPACK_IMPORTED_MODULE_4__.a)(e.description,x),s=await n.request("POST /repos/{owner}/{repo}/deployments",{ref:e.manifest.commit,task:e.task,environment:e.environment,description:t,payload:r,auto_merge:!1,required_contexts:[],production_environment:e.production,transient_environment:!1});return await n.request("POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses",{deployment_id:s.id,state:(0,_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_1__.b)(e.outcome)?"success":"failure",description:t,log_url:e.runUrl,...e.url&&{environment_url:e.url},auto_inactive:!0}),s.id}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(M,"writeLedger");function E(n){if(typeof n!="string")return n;try{return JSON.parse(n)}catch{return}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(E,"asObject");


/***/ }),

/***/ 1520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ U)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_D5T6RPCG_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(161);
/* harmony import */ var _chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7639);
/* harmony import */ var _chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8471);
/* harmony import */ var _chunk_6YZMPGLE_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8794);
/* harmony import */ var _chunk_VVELC2W7_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9130);
/* harmony import */ var _chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8713);
/* harmony import */ var _chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4205);
/* harmony import */ var _chunk_L3NK7OQD_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3409);
/* harmony import */ var _chunk_34GUGM4S_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3858);
/* harmony import */ var _chunk_73UWWWXJ_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(5722);
/* harmony import */ var _chunk_M5G2YH6C_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(3697);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(2351);
/* harmony import */ var _chunk_YRGFE7OF_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(5407);
/* harmony import */ var _chunk_LWOBFPKB_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(3791);
/* harmony import */ var _chunk_LNIUH7D7_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(1720);
/* harmony import */ var _chunk_KPDV32NY_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(5337);
/* harmony import */ var _chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(3383);
/* harmony import */ var _chunk_2S34ZVUW_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(7372);
/* harmony import */ var _chunk_5ZAP7AG3_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(2376);
/* harmony import */ var _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(7497);
/* harmony import */ var _chunk_PL3RCJNB_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(5924);
/* harmony import */ var _chunk_DUXBSGZ3_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(3772);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var k={environment:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.b,manifest:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.b,task:(0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.d)(["deploy","rollback"]),"lift-hold":_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.e,supersede:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.e,"config-directory":_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.b,"github-token":_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.b};function $(e){let n=[];for(let r of e.freezes)e.now<Date.parse(r.from)||e.now>=Date.parse(r.to)||n.push({code:"frozen",message:`${e.environment} is frozen from ${r.from} to ${r.to}: ${r.reason}`,cure:`Wait until ${r.to}, or change \`gates.freeze\` in the environment\u2019s file by a reviewed commit.`});return e.task==="rollback"||(e.previous&&!e.previous.verified&&n.push({code:"not-verified-before",message:`release ${e.release} has not been verified in ${e.previous.name}, which comes before ${e.environment}`,cure:`Deploy it to ${e.previous.name} first, or set \`gates.requirePrevious: false\` for ${e.environment}.`}),e.hold&&!e.liftHold&&n.push({code:"held",message:`${e.environment} is held since ${e.hold.since}: ${e.hold.by} rolled it back${e.hold.left?` from ${e.hold.left}`:""}`,cure:"Run the deployment with `lift-hold: true` once the reason for the rollback is gone."}),e.order==="behind"&&n.push({code:"out-of-order",message:`release ${e.release} is older than what ${e.environment} runs (commit ${e.deployedCommit?.slice(0,12)})`,cure:"Nothing to do if a newer release overtook this one; to go back on purpose, run the rollback workflow."})),n}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_23__.a)($,"preflightRefusals");async function H(e){let{github:n,environment:r,manifest:t,task:m,liftHold:u,now:o}=e,s=await (0,_chunk_D5T6RPCG_js__WEBPACK_IMPORTED_MODULE_1__.c)(n,r.name),a=r.gates.requirePrevious?r.previous:void 0;return{environment:r.name,release:t.id,task:m,now:o,freezes:r.gates.freeze,previous:a?{name:a,verified:await P(n,a,t.id)}:void 0,hold:s?.task==="rollback"?{since:s.at,by:s.payload.by,left:s.payload.rollbackOf}:void 0,liftHold:u,order:s?await G(n,s.commit,t.commit):"nothing-deployed",deployedCommit:s?.commit,running:s?.payload.release}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_23__.a)(H,"gatherFacts");async function P(e,n,r){return(await (0,_chunk_D5T6RPCG_js__WEBPACK_IMPORTED_MODULE_1__.f)(e,n,r))?.payload.verified??!1}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_23__.a)(P,"wasVerified");async function G(e,n,r){if(n===r)return"same";let{status:t}=await e.request("GET /repos/{owner}/{repo}/compare/{basehead}",{basehead:`${n}...${r}`});return t==="identical"?"same":t}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_23__.a)(G,"compare");async function O(e,n,r){let t=await n.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}",{run_id:e.github.runId}),m=[];for await(let u of n.pages("GET /repos/{owner}/{repo}/actions/runs",{status:"waiting"}))for(let o of u)o.workflow_id!==t.workflow_id||o.run_number>=t.run_number||!(await n.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments",{run_id:o.id})).some(a=>a.environment.name===r)||(await n.request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel",{run_id:o.id}),e.report.info(`Cancelled ${o.html_url}: it still waited for ${r}, and this run is newer.`),m.push(o.html_url));return m}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_23__.a)(O,"supersedeOlderRuns");async function _(e,n){let{environment:r,manifest:t,github:m}=n,u=await H({...n,now:e.clock.now()});e.report.info(`Release ${t.id} (commit ${t.commit.slice(0,12)}) for ${r.name}, which runs ${u.running??"nothing that the ledger knows"}`);let o=$(u);if(o.length>0)throw (0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_12__.b)({code:o.map(({code:a})=>a).join(", "),message:o.map(({message:a})=>a).join(`
`),cure:o.map(({cure:a})=>a).join(`
`)});let s=n.supersede?await O(e,m,r.name):[];return e.report.info(`${r.name} may be deployed`),{running:u.running,superseded:s}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_23__.a)(_,"run");async function U(e){let n=(0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.a)(e,k);e.mask(n["github-token"]);let r=await (0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.n)((0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_3__.s)(e,n),n.environment),t=(0,_chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_6__.d)(n.manifest,r.system),m=await (0,_chunk_D5T6RPCG_js__WEBPACK_IMPORTED_MODULE_1__.a)(e,n["github-token"]),{running:u,superseded:o}=await _(e,{github:m,environment:r,manifest:t,task:n.task,liftHold:n["lift-hold"],supersede:n.supersede});e.setOutput("release",t.id),e.setOutput("running",u??""),e.setOutput("superseded",JSON.stringify(o))}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_23__.a)(U,"main");


/***/ })

};
