export const id = 4101;
export const ids = [4101];
export const modules = {

/***/ 4101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   getDefaultRoleAssumer: () => (/* reexport safe */ _chunk_JXEXT3A4_js__WEBPACK_IMPORTED_MODULE_1__.G),
/* harmony export */   getDefaultRoleAssumerWithWebIdentity: () => (/* reexport safe */ _chunk_JXEXT3A4_js__WEBPACK_IMPORTED_MODULE_1__.H)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_JXEXT3A4_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4170);
/* harmony import */ var _chunk_CS3VKHKZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5296);
/* harmony import */ var _chunk_JLKP6GSO_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1645);
/* harmony import */ var _chunk_RWZ3VKLS_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2195);
/* harmony import */ var _chunk_PQFAUHCS_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1412);
/* harmony import */ var _chunk_M4ANC6YR_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4065);
/* harmony import */ var _chunk_DVDIAKOU_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6584);
/* harmony import */ var _chunk_BUR4PKJG_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1012);
/* harmony import */ var _chunk_S2DIRDJH_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(8963);
/* harmony import */ var _chunk_S3G3E7NQ_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(1284);
/* harmony import */ var _chunk_6QYGK5NN_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(5124);
/* harmony import */ var _chunk_IZ7XKXOH_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1065);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);



/***/ })

};
